namespace CloudifyPS.Client.Requests;

/// <summary>Specifies how an execution is stopped.</summary>
internal enum CancelMode
{
    /// <summary>The workflow receives a request to end, and finishes its running operations.</summary>
    Cancel,

    /// <summary>The workflow ends without waiting for its running operations.</summary>
    Force,

    /// <summary>The manager kills the process of the workflow. Manager 4.4 and later.</summary>
    Kill,
}
