using System.Collections;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>A cmdlet that stores a secret: what it takes the value from, and how it is kept.</summary>
public abstract class StoreSecretCommand : CfySessionCmdlet
{
    /// <summary>The set with -Value.</summary>
    protected const string ValueSet = "Value";

    /// <summary>The set with -Path.</summary>
    protected const string PathSet = "Path";

    /// <summary>The set with -StructuredValue.</summary>
    protected const string StructuredSet = "StructuredValue";

    /// <summary>The key.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string Key { get; set; } = string.Empty;

    /// <summary>A file whose text is the value, as it is: a line break at its end belongs to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    public string? Path { get; set; }

    /// <summary>A value that is no text: a hashtable, an array, a number (managers from 7.0 on, with a schema).</summary>
    [Parameter(Mandatory = true, ParameterSetName = StructuredSet)]
    public object? StructuredValue { get; set; }

    /// <summary>Whether only its owner may read the value (managers from 4.4 on). -Hidden:$false shows it again.</summary>
    [Parameter]
    public SwitchParameter Hidden { get; set; }

    /// <summary>Who can see it (managers from 4.3 on).</summary>
    [Parameter]
    [ValidateSet("private", "tenant", "global")]
    public string? Visibility { get; set; }

    /// <summary>The text that was given with -Value.</summary>
    internal abstract SecureString? Text { get; }

    /// <summary>The JSON schema of the value.</summary>
    internal abstract IDictionary? ValueSchema { get; }

    /// <summary>What is done, such as <c>New</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Stores it.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal abstract Task<Secret> StoreAsync(SecretDefinition secret, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Key, () =>
    {
        var secret = new SecretDefinition
        {
            Value = Path is null ? Text : File.ReadAllText(this.ResolveNew(Path)).ToSecureString(),
            StructuredValue = JsonInput.ToValue(StructuredValue, nameof(StructuredValue)),
            IsHiddenValue = MyInvocation.BoundParameters.ContainsKey(nameof(Hidden)) ? Hidden : null,
            Visibility = Visibility,
            Schema = ValueSchema,
        };
        if (ShouldChange($"secret '{Key}'", Action))
        {
            WriteResource(Run(token => StoreAsync(secret, token)));
        }
    });
}
