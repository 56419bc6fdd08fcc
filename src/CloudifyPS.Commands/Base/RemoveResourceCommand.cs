using System.Management.Automation;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that removes resources of one kind by their keys.</summary>
/// <typeparam name="T">The resource.</typeparam>
public abstract class RemoveResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    /// <summary>Returns what was removed, as it was before.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What the user calls the kind, such as <c>blueprint</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>The keys that were asked for.</summary>
    internal abstract string[] Keys { get; }

    /// <summary>Where resources of the kind come from.</summary>
    internal abstract ResourceClient<T> Resources { get; }

    /// <summary>Removes one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal abstract Task RemoveAsync(string key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var key in Keys)
        {
            Attempt(key, () =>
            {
                if (!ShouldChange($"{Noun} '{key}'", "Remove"))
                {
                    return;
                }

                var before = PassThru ? Run(token => Resources.GetAsync(key, null, token)) : null;
                Run(token => RemoveAsync(key, token));
                if (before is not null)
                {
                    WriteResource(before);
                }
            });
        }
    }
}
