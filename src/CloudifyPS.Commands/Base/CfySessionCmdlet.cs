using System.Management.Automation;
using System.Reflection;
using CloudifyPS.Client;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of cmdlets that send requests in a session.</summary>
public abstract class CfySessionCmdlet : CfyCmdlet
{
    // Neither Windows PowerShell 5.1 nor PowerShell 7 has a public property for the object from the pipeline.
    private static readonly PropertyInfo? PipelineObject =
        typeof(Cmdlet).GetProperty("CurrentPipelineObject", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly Dictionary<CfySession, CfyException> _unusable = [];

    private SessionStore? _store;
    private ManagerClient? _client;
    private (CfySession Session, string? Tenant) _clientFor;

    /// <summary>
    /// The session in which the cmdlet runs, from Connect-CfyManager. By default, an object from the pipeline is
    /// processed in the session from which it was returned, and all other input in the default session of the runspace.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Connection", "CfySession")]
    [ValidateNotNull]
    public CfySession? Session { get; set; }

    /// <summary>
    /// The tenant in which the cmdlet runs. By default, the tenant of the object from the pipeline, or of the session.
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
    /// Returns whether the user specified a parameter, on the command line or in a row of data. A parameter that is
    /// bound to a property of a piped resource contains the current state of the resource instead.
    /// </summary>
    internal bool IsWanted(string parameter) =>
        IsBound(parameter) && (IsOnCommandLine(parameter) || !IsPipedResource());

    /// <summary>
    /// Processes one input with the client of its session and tenant. A parameter that the manager's version does not
    /// support is reported as an error before any request is sent, also with -WhatIf.
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

    // Objects from the pipeline can belong to different sessions. A session that is closed or unauthorized does not
    // affect the objects of other sessions.
    internal override bool EndsCommand(Exception exception) => base.EndsCommand(exception)
        && (Session is null || IsOnCommandLine(nameof(Session)));

    /// <summary>
    /// Calls ShouldProcess (-WhatIf, -Confirm) with a target that contains the object, the manager and the tenant.
    /// </summary>
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

    // A resource from Import-Clixml or a job has no session. It is recognized by its type name.
    private bool IsPipedResource() =>
        (IsBound(nameof(Session)) && !IsOnCommandLine(nameof(Session)))
        || (PipelineObject?.GetValue(this) is PSObject piped
            && (piped.BaseObject is Resource || piped.TypeNames.Contains("Deserialized." + typeof(Resource).FullName)));

    // The client and its log are created on the pipeline thread, because other threads have no runspace, which holds
    // the sessions and the preference variables.
    private void Connect()
    {
        var session = Session ?? _store?.Default
            ?? throw new CfySessionException("There is no session with a manager.")
            {
                RecommendedAction = "Open a session with Connect-CfyManager, or specify one with -Session.",
            };
        if (_unusable.TryGetValue(session, out var earlier))
        {
            // The session is not used again, because the manager locks a user after several failed logins.
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
