using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>
/// The base class of cmdlets that get named values of deployments. Each value is a property of the returned object.
/// </summary>
/// <typeparam name="T">The type of the returned object.</typeparam>
public abstract class GetDeploymentValuesCommand<T> : CfySessionCmdlet
    where T : DeploymentValues
{
    /// <summary>The IDs of the deployments.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Id")]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[] DeploymentId { get; set; } = [];

    /// <summary>Gets the values of one deployment.</summary>
    internal abstract Task<T> GetAsync(string deploymentId, CancellationToken cancellationToken);

    internal override void Process()
    {
        foreach (var id in DeploymentId)
        {
            ProcessInput(id, () =>
            {
                var resource = Run(token => GetAsync(id, token));
                var shown = PSObject.AsPSObject(resource);
                foreach (DictionaryEntry entry in resource.Values ?? new Hashtable())
                {
                    // A value hides a property of the same name, except for DeploymentId, which later cmdlets bind.
                    if (entry.Key is string { Length: > 0 } name
                        && !name.Equals(nameof(DeploymentId), StringComparison.OrdinalIgnoreCase)
                        && shown.Members[name] is (null or PSProperty))
                    {
                        shown.Properties.Add(new PSNoteProperty(name, entry.Value));
                    }
                }

                WriteResource(resource);
            });
        }
    }
}
