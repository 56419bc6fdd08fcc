using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Makes a parameter with named values accept JSON text from the pipeline, such as {"port": 80} in a CSV file. An empty
/// text means that the value is not specified.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// Gets or sets whether any JSON value is accepted. Text that is not JSON is then the value itself.
    /// </summary>
    public bool AllowsAny { get; set; }

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

        try
        {
            var value = JsonValue.Parse(text);
            return AllowsAny ? value : value is IDictionary values
                ? new Hashtable(values)
                : throw new ArgumentTransformationMetadataException(
                    "The text must be a JSON object, such as {\"port\": 80}.");
        }
        catch (JsonException) when (AllowsAny)
        {
            return text;
        }
        catch (JsonException exception)
        {
            throw new ArgumentTransformationMetadataException(
                $"The text is not JSON: {JsonErrors.Describe(exception)}");
        }
    }
}
