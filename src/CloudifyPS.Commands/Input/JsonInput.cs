using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// What users write in PowerShell as what JSON can hold, exactly: arrays of one element stay arrays, keys keep their
/// case, nothing is cut off at a depth.
/// </summary>
internal static class JsonInput
{
    /// <summary>A hashtable or an object with properties, as a dictionary.</summary>
    /// <exception cref="ArgumentException">It holds something that JSON cannot hold; the message says where.</exception>
    public static IDictionary? ToDictionary(object? value, string name) => value is null
        ? null
        : Convert(value, name, []) as IDictionary
            ?? throw new ArgumentException($"{name} must be a hashtable or an object with properties.");

    /// <summary>Any value.</summary>
    /// <exception cref="ArgumentException">It holds something that JSON cannot hold; the message says where.</exception>
    public static object? ToValue(object? value, string name) => Convert(value, name, []);

    /// <summary>A JSON file whose root is an object.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static IDictionary FromFile(string path)
    {
        try
        {
            return JsonValue.Parse(File.ReadAllText(path)) as IDictionary
                ?? throw new ArgumentException($"'{path}' must hold a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"'{path}' is not JSON: {exception.Message}", exception);
        }
    }

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
            case char or Guid or Uri or Version or Enum:
                return value.ToString();
            case DateTime time:
                return time.ToString("o", CultureInfo.InvariantCulture);
            case DateTimeOffset time:
                return time.ToString("o", CultureInfo.InvariantCulture);
            case SwitchParameter flag:
                return flag.IsPresent;
            case SecureString or PSCredential:
                throw new ArgumentException(
                    $"{path} is a {value.GetType().Name}, and would be stored in clear text. "
                    + "Store it as a secret (New-CfySecret) and let the blueprint read it with get_secret.");
            case ScriptBlock:
                throw new ArgumentException($"{path} is a script block, which JSON cannot hold.");
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

    private static OrderedDictionary FromDictionary(IDictionary dictionary, string path, List<object> above)
    {
        var result = new OrderedDictionary();
        foreach (DictionaryEntry entry in dictionary)
        {
            var key = entry.Key is PSObject { BaseObject: string inner }
                ? inner
                : entry.Key as string
                    ?? throw new ArgumentException($"A key of {path} is a {entry.Key.GetType().Name}; keys must be strings.");
            result[key] = Convert(entry.Value, $"{path}.{key}", above);
        }

        return result;
    }

    private static OrderedDictionary FromProperties(PSObject shown, string path, List<object> above)
    {
        var result = new OrderedDictionary();
        foreach (var property in shown.Properties.Where(property => property.IsGettable))
        {
            result[property.Name] = Convert(property.Value, $"{path}.{property.Name}", above);
        }

        return result;
    }
}
