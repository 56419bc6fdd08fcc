using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using System.Xml;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Converts PowerShell values to JSON values without loss: arrays with one element remain arrays, keys keep their
/// letter case, and nested values are not truncated.
/// </summary>
internal static class JsonInput
{
    /// <summary>Converts a hashtable or an object with properties. Null remains null.</summary>
    /// <exception cref="ArgumentException">
    /// JSON cannot represent a nested value. The message contains its path.
    /// </exception>
    public static IDictionary? ToDictionary(object? value, string name) => value is null
        ? null
        : Convert(value, name, []) as IDictionary
            ?? throw new ArgumentException($"{name} must be a hashtable or an object with properties.");

    /// <summary>Converts any value.</summary>
    /// <exception cref="ArgumentException">
    /// JSON cannot represent a nested value. The message contains its path.
    /// </exception>
    public static object? ToValue(object? value, string name) => Convert(value, name, []);

    private static object? Convert(object? value, string path, List<object> above)
    {
        if (value is PSObject { BaseObject: not PSCustomObject } wrapped)
        {
            value = wrapped.BaseObject;
        }

        switch (value)
        {
            case null or DBNull:
                return null;
            case string or bool or BigInteger or sbyte or byte or short or ushort or int or uint or long or ulong
                or decimal:
                return value;
            case double number when double.IsNaN(number) || double.IsInfinity(number):
            case float single when float.IsNaN(single) || float.IsInfinity(single):
                throw new ArgumentException($"{path} is {value}, which JSON cannot hold.");
            case double or float:
                return value;
            case SwitchParameter flag:
                return flag.IsPresent;
            case SecureString or PSCredential:
                throw new ArgumentException(
                    $"{path} is a {value.GetType().Name}, and would be stored in clear text. "
                    + "Store it as a secret (New-CfySecret) and let the blueprint read it with get_secret.");
            case ScriptBlock or Delegate or XmlNode or Stream:
                throw new ArgumentException($"{path} is a {value.GetType().Name}, which JSON cannot hold.");
        }

        if (value is not (IDictionary or IEnumerable) && TextOf(value) is { } text)
        {
            return text;
        }

        if (above.Count >= JsonValue.MaxDepth || above.Any(one => ReferenceEquals(one, value)))
        {
            throw new ArgumentException(above.Count >= JsonValue.MaxDepth
                ? $"{path} is nested deeper than {JsonValue.MaxDepth} levels."
                : $"{path} contains itself, which JSON cannot hold.");
        }

        above.Add(value);
        object converted = value switch
        {
            IDictionary dictionary => FromDictionary(dictionary, path, above),
            IEnumerable list => list.Cast<object?>()
                .Select((item, index) => Convert(item, $"{path}[{index}]", above)).ToArray(),
            _ => FromProperties(PSObject.AsPSObject(value), path, above),
        };
        above.RemoveAt(above.Count - 1);
        return converted;
    }

    // An object whose type overrides ToString, such as an IP address, a version or a time, is converted to its text.
    // Other objects are converted to their properties.
    private static string? TextOf(object value) => value switch
    {
        FileSystemInfo file => file.FullName,
        PSCustomObject or PSObject => null,
        IFormattable formattable => formattable.ToString(
            value is DateTime or DateTimeOffset || value.GetType().Name is "DateOnly" or "TimeOnly" ? "o" : null,
            CultureInfo.InvariantCulture),
        _ => value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } type
            && type != typeof(object) && type != typeof(ValueType)
                ? value.ToString()
                : null,
    };

    private static OrderedDictionary FromDictionary(IDictionary dictionary, string path, List<object> above)
    {
        var result = new OrderedDictionary();
        foreach (DictionaryEntry entry in dictionary)
        {
            var key = (entry.Key is PSObject wrapped ? wrapped.BaseObject : entry.Key) as string
                ?? throw new ArgumentException(
                    $"A key of {path} is a {entry.Key.GetType().Name}. Keys must be strings.");
            result[key] = Convert(entry.Value, $"{path}.{key}", above);
        }

        return result;
    }

    private static OrderedDictionary FromProperties(PSObject shown, string path, List<object> above)
    {
        var result = new OrderedDictionary();
        foreach (var property in shown.Properties.Where(property => property.IsGettable))
        {
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException exception)
            {
                throw new ArgumentException($"{path}.{property.Name} cannot be read: {exception.Message}", exception);
            }

            result[property.Name] = Convert(value, $"{path}.{property.Name}", above);
        }

        return result;
    }
}
