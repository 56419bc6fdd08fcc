namespace CloudifyPS.Client.Requests;

/// <summary>Specifies how an execution is stopped.</summary>
internal enum CancelMode
{
    /// <summary>The workflow is asked to end, and handles the cancellation itself.</summary>
    Cancel,

    /// <summary>The workflow is ended without its own cancellation logic.</summary>
    Force,

    /// <summary>The manager kills the process of the workflow. Manager 4.4 and later.</summary>
    Kill,
}
