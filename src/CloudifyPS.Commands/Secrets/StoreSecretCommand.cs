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

/// <summary>A cmdlet that stores a secret: what it takes the value from, and how it is kept.</summary>
public abstract class StoreSecretCommand : CfySessionCmdlet
{
    /// <summary>The parameter set with -Value.</summary>
    protected const string ValueSet = "Value";

    /// <summary>The parameter set with -Path.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set with -StructuredValue.</summary>
    protected const string StructuredSet = "StructuredValue";

    /// <summary>The key.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Secret>))]
    public string Key { get; set; } = string.Empty;

    /// <summary>A file whose text is the value, as it is: a line break at its end belongs to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [PathText]
    public string? Path { get; set; }

    /// <summary>A value that is not a text: a hashtable, an array, a number. Manager 7.0 and later.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StructuredSet, ValueFromPipelineByPropertyName = true)]
    [JsonText(AllowsAny = true)]
    public object? StructuredValue { get; set; }

    /// <summary>The visibility: private, tenant or global. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.Visibilities))]
    [ArgumentCompleter(typeof(FixedValues.Visibilities))]
    public string? Visibility { get; set; }

    /// <summary>Gets whether only the owner may read the value; null where it stays as it is.</summary>
    internal abstract bool? IsHiddenValue { get; }

    /// <summary>Gets the visibility to set; null where it stays as it is.</summary>
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
