using System.Globalization;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// On a SecureString parameter: takes plain text too, so that a row of Import-Csv, the output of another tool or a
/// variable of a pipeline can be given as it is. From there on it is a SecureString, shown nowhere.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecureTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject shown ? shown.BaseObject : inputData;
        return value switch
        {
            null or SecureString => value,
            string or ValueType => Convert.ToString(value, CultureInfo.InvariantCulture)!.ToSecureString(),

            // The value itself must not be in the message.
            _ => throw new ArgumentTransformationMetadataException(
                $"A secret must be text or a SecureString, and not of type {value.GetType().Name}."),
        };
    }
}
