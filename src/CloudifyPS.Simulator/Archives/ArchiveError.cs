namespace CloudifyPS.Simulator.Archives;

/// <summary>Why an archive cannot be used; a manager answers each in its own words.</summary>
internal enum ArchiveError
{
    /// <summary>Neither zip nor tar, tar.gz, tar.bz2.</summary>
    UnrecognizedFormat,

    /// <summary>A blueprint's archive has more or fewer than one directory at its top.</summary>
    NotOneDirectory,

    /// <summary>Damaged, too large, or with a name that leaves the directory that it is unpacked to.</summary>
    Unreadable,
}
