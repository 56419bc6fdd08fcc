namespace CloudifyPS.Simulator.Archives;

/// <summary>The reason why an archive cannot be used. A manager has an error message for each.</summary>
internal enum ArchiveError
{
    /// <summary>The content is not a supported archive format.</summary>
    UnrecognizedFormat,

    /// <summary>A blueprint's archive has not exactly one top-level directory.</summary>
    NotOneDirectory,

    /// <summary>The archive is damaged or too large, or a name points outside of the target directory.</summary>
    Unreadable,
}
