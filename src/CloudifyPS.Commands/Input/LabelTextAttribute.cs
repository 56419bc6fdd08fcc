using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Makes -Label accept text from the pipeline in the format of the cfy command line: env:prod,team:a,team:b. An empty
/// text means that the value is not specified.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LabelTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        if (text.Trim().Length == 0)
        {
            return null;
        }

        var labels = new Hashtable();
        foreach (var group in text.Split(',').Select(KeyAndValue).GroupBy(pair => pair.Key, pair => pair.Value))
        {
            labels[group.Key] = group.ToArray();
        }

        return labels;
    }

    private static KeyValuePair<string, string> KeyAndValue(string label)
    {
        var parts = label.Split([':', '='], 2);
        return parts.Length == 2 && parts[0].Trim().Length > 0
            ? new KeyValuePair<string, string>(parts[0].Trim(), parts[1].Trim())
            : throw new ArgumentTransformationMetadataException(
                $"'{label}' is not a label. Labels are written as env:prod,team:a, or as a hashtable.");
    }
}
