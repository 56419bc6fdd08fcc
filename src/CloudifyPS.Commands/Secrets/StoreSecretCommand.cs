using System.Collections;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Security;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>The base class of cmdlets that create or change a secret.</summary>
public abstract class StoreSecretCommand : CfySessionCmdlet
{
    /// <summary>The parameter set with -Value.</summary>
    protected const string ValueSet = "Value";

    /// <summary>The parameter set with -Path.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set with -StructuredValue.</summary>
    protected const string StructuredSet = "StructuredValue";

    /// <summary>The key of the secret.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Secret>))]
    public string Key { get; set; } = string.Empty;

    /// <summary>
    /// The path of a file whose content is the value. A line break at the end of the file is part of the value.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [PathText]
    public string? Path { get; set; }

    /// <summary>
    /// A value other than a string, such as a hashtable, an array or a number. Manager 7.0 and later.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = StructuredSet, ValueFromPipelineByPropertyName = true)]
    [JsonText(AllowsAny = true)]
    public object? StructuredValue { get; set; }

    /// <summary>The visibility: private, tenant or global. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.Visibilities))]
    [ArgumentCompleter(typeof(FixedValues.Visibilities))]
    public string? Visibility { get; set; }

    /// <summary>Gets whether only the owner can read the value; null for no change.</summary>
    internal abstract bool? IsHiddenValue { get; }

    /// <summary>Gets the new visibility; null for no change.</summary>
    internal virtual string? VisibilityToSet => Visibility;

    /// <summary>Gets the value of -Value.</summary>
    internal abstract SecureString? Text { get; }

    /// <summary>Gets the JSON schema of the value.</summary>
    internal abstract IDictionary? ValueSchema { get; }

    /// <summary>Gets the verb, such as <c>New</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Stores the secret.</summary>
    internal abstract Task<Secret> StoreAsync(SecretDefinition secret, CancellationToken cancellationToken);

    internal override void Process() => ProcessInput(Key, () =>
    {
        var secret = new SecretDefinition
        {
            Value = Path is null ? Text : RegularFile.ReadAllText(this.ResolveNew(Path)).ToSecureString(),
            StructuredValue = JsonInput.ToValue(StructuredValue, nameof(StructuredValue)),
            IsHiddenValue = IsHiddenValue,
            Visibility = VisibilityToSet,
            Schema = ValueSchema,
        };
        if (ShouldChange($"secret '{Key}'", Action))
        {
            WriteResource(Run(token => StoreAsync(secret, token)));
        }
    });
}
