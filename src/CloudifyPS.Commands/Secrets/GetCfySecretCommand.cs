using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>
/// Gets secrets. A secret that is requested by its key is returned with its value as a SecureString. Lists and results
/// of wildcards contain no values, unless -AsPlainText is specified.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfySecret", SupportsPaging = true)]
[OutputType(typeof(Secret))]
public sealed class GetCfySecretCommand : GetResourceCommand<Secret>
{
    /// <summary>The keys of the secrets. Wildcards are permitted. The default is all secrets, without values.</summary>
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
                $"The value of secret '{key}' is longer than the maximum of a SecureString, "
                + $"{SecureStrings.MaximumLength} characters. Use -AsPlainText to read the whole value."));
        }

        return secret;
    }

    // A list contains no values, so each secret is requested in its own tenant.
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
