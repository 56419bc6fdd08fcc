using System.Numerics;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the numbers of instances of a node or scaling group. They may be intrinsic functions.</summary>
internal static class ScalingProperties
{
    private const string Unbounded = "UNBOUNDED";

    public static JObject Plan(JObject given, string path, JToken? deploy = null)
    {
        DslToken.CheckKeys(given, path, "min_instances", "max_instances", "default_instances");
        var minimum = Instances(given, "min_instances", path, 0);
        var maximum = given["max_instances"] is JValue { Value: Unbounded }
            ? -1
            : Instances(given, "max_instances", path, -1);
        var count = deploy?.DeepClone() ?? Instances(given, "default_instances", path, 1);
        if (Number(minimum) is { } min && Number(count) is { } n && n < min && deploy is null)
        {
            throw Fail($"default_instances ({n}) cannot be smaller than min_instances ({min})");
        }

        if (Number(maximum) is { } max && max != -1)
        {
            if (Number(minimum) > max)
            {
                throw Fail($"min_instances ({minimum}) cannot be greater than max_instances ({max})");
            }

            if (Number(count) > max)
            {
                throw Fail($"default_instances ({count}) cannot be greater than max_instances ({max})");
            }
        }

        return new JObject
        {
            ["min_instances"] = minimum,
            ["max_instances"] = maximum,
            ["default_instances"] = count,
            ["current_instances"] = count.DeepClone(),
            ["planned_instances"] = count.DeepClone(),
        };

        DslException Fail(string message) => DslToken.Fail(message, given, path);
    }

    private static JToken Instances(JObject given, string name, string path, int defaultValue)
    {
        if (given[name] is not { } value || DslToken.IsNull(value))
        {
            return defaultValue;
        }

        if (IntrinsicFunction.Find(value) is not null)
        {
            return value.DeepClone();
        }

        if (value is JObject)
        {
            throw Fail($"{name} should be a valid intrinsic function or a value.");
        }

        if (value.Type == JTokenType.String && name == "max_instances")
        {
            throw Fail($"The only valid string for {name} is {Unbounded}.");
        }

        if (value.Type != JTokenType.Integer)
        {
            throw DslToken.Unexpected("integer", value, $"{path}.{name}");
        }

        var number = Number(value)!.Value;
        return name switch
        {
            "max_instances" when number != -1 && number < 1 => throw Fail($"{name} should be a positive value."),
            "max_instances" => value.DeepClone(),
            _ when number < 0 => throw Fail($"{name} should be a non negative value."),
            _ => value.DeepClone(),
        };

        DslException Fail(string message) => DslToken.Fail(message, value, $"{path}.{name}");
    }

    private static BigInteger? Number(JToken value) => (value as JValue)?.Value switch
    {
        BigInteger number => number,
        _ => value.Type == JTokenType.Integer ? (long)value : null,
    };
}
