using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>
/// Gets secrets. A secret that is requested by its key has its value, as a SecureString; lists and wildcards have no
/// values, unless -AsPlainText requests them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfySecret", SupportsPaging = true)]
[OutputType(typeof(Secret))]
public sealed class GetCfySecretCommand : GetResourceCommand<Secret>
{
    /// <summary>The keys, with wildcards. Without it, all secrets, without their values.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ResourceKey(typeof(Secret), nameof(Secret.Key))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Secret>))]
    public string[]? Key { get; set; }

    /// <summary>Returns the value as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    internal override string[]? Keys => Key;

    internal override async Task<Secret> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (AsPlainText)
        {
            return await Client.Secrets.GetPlainAsync(key, Property, cancellationToken).ConfigureAwait(false);
        }

        var secret = await base.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (secret.Value is SecureString value && value.HasRest())
        {
            Post(() => WriteWarning(
                $"The value of secret '{key}' is longer than a SecureString, which holds "
                + $"{SecureStrings.MaximumLength} characters. Use -AsPlainText to read all of it."));
        }

        return secret;
    }

    // A list has no values: each is asked for, in the tenant that its secret belongs to.
    internal override void Write(Secret resource)
    {
        if (!AsPlainText)
        {
            base.Write(resource);
            return;
        }

        ProcessInput(resource.Key, () => WriteResource(Run(token => ClientFor(resource.TenantName)
            .Secrets.GetPlainAsync(resource.Key!, Property, token))));
    }

    internal override void WritePage(IReadOnlyList<Secret> page)
    {
        foreach (var secret in page)
        {
            Write(secret);
        }
    }
}
