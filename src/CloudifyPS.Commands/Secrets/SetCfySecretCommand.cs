using System.Collections;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>Changes a secret, and returns it without its value.</summary>
[Cmdlet(VerbsCommon.Set, "CfySecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = ValueSet)]
[OutputType(typeof(Secret))]
public sealed class SetCfySecretCommand : StoreSecretCommand
{
    /// <summary>
    /// The new value: a SecureString, or plain text such as a cell of a CSV file. If it is omitted, the value is not
    /// changed. Manager 4.x requires a value.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = ValueSet, ValueFromPipelineByPropertyName = true)]
    [Alias("SecureValue")]
    [SecureText]
    public SecureString? Value { get; set; }

    /// <summary>Whether only the owner can read the value. Manager 4.4 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText(RefuseEmpty = true)]
    public SwitchParameter Hidden { get; set; }

    internal override bool? IsHiddenValue => IsBound(nameof(Hidden)) ? Hidden : null;

    internal override string? VisibilityToSet => IsWanted(nameof(Visibility)) ? Visibility : null;

    internal override SecureString? Text => Value;

    internal override IDictionary? ValueSchema => null;

    internal override string Action => "Set";

    internal override Task<Secret> StoreAsync(SecretDefinition secret, CancellationToken cancellationToken) =>
        Client.Secrets.UpdateAsync(Key, secret, cancellationToken);
}
