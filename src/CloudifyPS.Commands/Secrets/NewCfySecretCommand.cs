using System.Collections;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>Creates a secret, and returns it without its value.</summary>
[Cmdlet(VerbsCommon.New, "CfySecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = ValueSet)]
[OutputType(typeof(Secret))]
public sealed class NewCfySecretCommand : StoreSecretCommand
{
    /// <summary>The value: a SecureString, or plain text such as a cell of a CSV file.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ValueSet, ValueFromPipelineByPropertyName = true)]
    [Alias("SecureValue")]
    [SecureText]
    public SecureString? Value { get; set; }

    /// <summary>Allows only the owner to read the value. Manager 4.4 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsHiddenValue")]
    [FlagText]
    public SwitchParameter Hidden { get; set; }

    /// <summary>The JSON schema of the value. Manager 7.0 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [JsonText]
    public Hashtable? Schema { get; set; }

    /// <summary>Overwrites an existing secret. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter UpdateIfExists { get; set; }

    internal override bool? IsHiddenValue => Hidden || IsOnCommandLine(nameof(Hidden)) ? Hidden : null;

    internal override SecureString? Text => Value;

    internal override IDictionary? ValueSchema => JsonInput.ToDictionary(Schema, nameof(Schema));

    internal override string Action => "New";

    internal override Task<Secret> StoreAsync(SecretDefinition secret, CancellationToken cancellationToken) =>
        Client.Secrets.CreateAsync(Key, secret, UpdateIfExists, cancellationToken);
}
