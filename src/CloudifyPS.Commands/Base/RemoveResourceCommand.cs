using System.Management.Automation;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of cmdlets that remove resources of one kind by their keys.</summary>
/// <typeparam name="T">The type of the resources.</typeparam>
public abstract class RemoveResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    /// <summary>Returns the removed resources, with the state before the removal.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gets the requested keys.</summary>
    internal abstract string[] Keys { get; }

    /// <summary>Gets the client for the resources.</summary>
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
