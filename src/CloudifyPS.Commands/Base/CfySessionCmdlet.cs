using System.Management.Automation;
using System.Reflection;
using CloudifyPS.Client;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that works in a session.</summary>
public abstract class CfySessionCmdlet : CfyCmdlet
{
    // The object from the pipeline has no public property, in Windows PowerShell 5.1 and PowerShell 7 alike.
    private static readonly PropertyInfo? PipelineObject =
        typeof(Cmdlet).GetProperty("CurrentPipelineObject", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly Dictionary<CfySession, CfyException> _unusable = [];

    private SessionStore? _store;
    private ManagerClient? _client;
    private (CfySession Session, string? Tenant) _clientFor;

    /// <summary>
    /// The session to work in, as Connect-CfyManager returned it. Without it, an object from the pipeline is processed
    /// in the session that it came from, and everything else in the session that was opened last in this runspace.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Connection", "CfySession")]
    [ValidateNotNull]
    public CfySession? Session { get; set; }

    /// <summary>
    /// The tenant to work in, for this call. Without it, the tenant of the object from the pipeline, or the session's.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CfyTenant")]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string? Tenant { get; set; }

    /// <summary>Gets the client for the session and the tenant of the input that is being processed.</summary>
    internal ManagerClient Client => _client!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _store = SessionStore.Current;
    }

    /// <summary>Gets whether the parameters ask for work that needs no manager, and so no session.</summary>
    internal virtual bool IsOffline => false;

    /// <summary>
    /// Whether a parameter says what to change: it is on the command line or in a row. The properties of a resource
    /// from the pipeline are its current state.
    /// </summary>
    internal bool IsWanted(string parameter) =>
        IsBound(parameter) && (IsOnCommandLine(parameter) || !IsPipedResource());

    /// <summary>
    /// Processes one input, with the client of its session and tenant. A parameter that the manager's version does not
    /// have is refused first, also with -WhatIf.
    /// </summary>
    internal override void ProcessInput(object? target, Action action) => base.ProcessInput(target, () =>
    {
        if (IsOffline)
        {
            action();
            return;
        }

        Connect();
        Client.Require(MyInvocation.MyCommand.Name, UsedParameters());
        try
        {
            action();
        }
        catch (CfyException exception) when (ErrorRecordFactory.IsTerminating(exception))
        {
            _unusable[_clientFor.Session] = exception;
            throw;
        }
    });

    // Objects from the pipeline come from several sessions. One that is closed or not authorized does not stop the
    // others.
    internal override bool EndsCommand(Exception exception) => base.EndsCommand(exception)
        && (Session is null || IsOnCommandLine(nameof(Session)));

    /// <summary>Asks whether to continue (-WhatIf, -Confirm), with the object, its manager and its tenant.</summary>
    /// <param name="thing">The object, such as <c>blueprint 'hello'</c>.</param>
    /// <param name="action">The action, such as <c>Remove</c>.</param>
    internal bool ShouldChange(string thing, string action) =>
        ShouldProcess($"{thing} on {_clientFor.Session.Manager.Host} ({Client.Tenant})", action);

    /// <summary>Gets a client for the session of the current input, in another tenant.</summary>
    internal ManagerClient ClientFor(string? tenant) =>
        tenant is null || tenant == Client.Tenant ? Client : new ManagerClient(_clientFor.Session, tenant, Log);

    private Dictionary<string, int> UsedParameters() => MyInvocation.BoundParameters
        .Where(bound => bound.Value is not (null or "" or SwitchParameter { IsPresent: false }) && IsWanted(bound.Key))
        .ToDictionary(bound => bound.Key, bound => bound.Value is Array values ? values.Length : 1);

    // A resource that Import-Clixml or a job returned has no session, but the name of its type.
    private bool IsPipedResource() =>
        (IsBound(nameof(Session)) && !IsOnCommandLine(nameof(Session)))
        || (PipelineObject?.GetValue(this) is PSObject piped
            && (piped.BaseObject is Resource || piped.TypeNames.Contains("Deserialized." + typeof(Resource).FullName)));

    // The client and its log are created on the pipeline thread: other threads have no runspace, and so neither
    // sessions nor preference variables.
    private void Connect()
    {
        var session = Session ?? _store?.Default
            ?? throw new CfySessionException("There is no session with a manager.")
            {
                RecommendedAction = "Open one with Connect-CfyManager, or give one with -Session.",
            };
        if (_unusable.TryGetValue(session, out var earlier))
        {
            // A user that fails to authenticate too often is locked by the manager.
            throw earlier;
        }

        var tenant = string.IsNullOrEmpty(Tenant) ? null : Tenant;
        if (_client is null || _clientFor != (session, tenant))
        {
            _client = new ManagerClient(session, tenant, Log);
            _clientFor = (session, tenant);
        }
    }
}
