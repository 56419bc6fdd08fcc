using System.Management.Automation;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that removes resources of one kind by their keys.</summary>
/// <typeparam name="T">The resource.</typeparam>
public abstract class RemoveResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    /// <summary>Returns the removed resources as they were before.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gets the keys that were asked for.</summary>
    internal abstract string[] Keys { get; }

    /// <summary>Gets the client of the kind.</summary>
    internal ResourceClient<T> Resources => Client.Of<T>();

    /// <summary>Removes one resource.</summary>
    internal abstract Task RemoveAsync(string key, CancellationToken cancellationToken);

    internal override void Process()
    {
        foreach (var key in Keys)
        {
            ProcessInput(key, () =>
            {
                if (!ShouldChange($"{Resources.Description.Noun} '{key}'", "Remove"))
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
