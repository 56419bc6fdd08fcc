using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Makes a switch parameter accept text from the pipeline, such as true or false in a CSV file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FlagTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gets or sets whether an empty text causes an error, because false would be a change.</summary>
    public bool RefuseEmpty { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        return text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => new SwitchParameter(true),
            "false" or "no" or "0" => new SwitchParameter(false),
            "" when !RefuseEmpty => new SwitchParameter(false),
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is neither true nor false."),
        };
    }
}
