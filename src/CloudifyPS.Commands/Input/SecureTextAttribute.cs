using System.Globalization;
using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Lets a SecureString parameter accept plain text, such as a cell of a CSV file. The text is converted to a
/// SecureString.
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

            // The message must not contain the value.
            _ => throw new ArgumentTransformationMetadataException(
                $"A secret must be text or a SecureString, and not of type {value.GetType().Name}."),
        };
    }
}
