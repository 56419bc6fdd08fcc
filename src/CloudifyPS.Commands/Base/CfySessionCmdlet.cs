using System.Management.Automation;
using CloudifyPS.Client;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that works in a session.</summary>
public abstract class CfySessionCmdlet : CfyCmdlet
{
    // Taken on the pipeline thread: other threads have no runspace.
    private SessionStore? _store;
    private ManagerClient? _client;
    private (CfySession Session, string? Tenant) _clientFor;

    /// <summary>
    /// The session to work in, as Connect-CfyManager returned it. Without it, an object from the pipeline goes to where
    /// it came from, and everything else to the session that was opened last in this runspace.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Connection")]
    [ValidateNotNull]
    public CfySession? Session { get; set; }

    /// <summary>The tenant to work in, for this call. Without it: that of the object from the pipeline, or the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string? Tenant { get; set; }

    /// <summary>The client for the session and the tenant of the current input.</summary>
    internal ManagerClient Client
    {
        get
        {
            var session = Session ?? _store?.Default
                ?? throw new CfySessionException("There is no session with a manager.")
                {
                    RecommendedAction = "Open one with Connect-CfyManager, or give one with -Session.",
                };
            if (_client is null || _clientFor != (session, Tenant))
            {
                _client = new ManagerClient(session, Tenant, Log);
                _clientFor = (session, Tenant);
            }

            return _client;
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _store = SessionStore.Current;

    /// <summary>
    /// Asks whether to go on (-WhatIf, -Confirm), naming the thing and where it is.
    /// </summary>
    /// <param name="thing">The thing, such as <c>blueprint 'hello'</c>.</param>
    /// <param name="action">What is done to it, such as <c>Remove</c>.</param>
    internal bool ShouldChange(string thing, string action) =>
        ShouldProcess($"{thing} on {(Session ?? _store?.Default)?.Manager.Host} ({Client.Tenant})", action);
}
