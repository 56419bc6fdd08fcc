using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>A <c>tosca_definitions_version</c>. The major number is always 1.</summary>
internal sealed class DslVersion(string raw, int minor)
{
    public const string Field = "tosca_definitions_version";

    private const string Prefix = "cloudify_dsl_";

    private static readonly string[] Supported = [.. Enumerable.Range(0, 6).Select(minor => Prefix + "1_" + minor)];

    public string Raw { get; } = raw;

    public int Minor { get; } = minor;

    /// <summary>Gets the suffix of versioned file names, for example <c>1_3</c>.</summary>
    public string Short => Raw.Substring(Prefix.Length);

    public static DslVersion Parse(JToken? value)
    {
        if (value is null or JValue { Value: null })
        {
            throw DslToken.Fail($"{Field} field must appear in the main blueprint file", value, Field);
        }

        if (value is not JValue { Value: string text })
        {
            throw DslToken.Fail(
                $"Expected 'string' type but found '{PythonValue.UserTypeName(value)}' type", value, Field);
        }

        var index = Array.IndexOf(Supported, text);
        return index >= 0
            ? new DslVersion(text, index)
            : throw DslToken.Fail(
                $"Unexpected {Field} {text}; Currently supported versions are: {PythonValue.Repr(Supported)}", value,
                Field);
    }

    public static string Describe(int minor) => Prefix + "1_" + minor;

    public JObject ToJson() => new()
    {
        ["raw"] = Raw,
        ["definitions_name"] = "cloudify_dsl",
        ["definitions_version"] = new JArray(1, Minor),
    };

    /// <summary>Rejects an element that a later version introduced. The built-in types are exempt.</summary>
    public void Require(int minor, JToken? element, string name, string path)
    {
        if (Minor < minor && element is not null and not JValue { Value: null }
            && !(element.Annotation<SourceMark>() is { } mark && BuiltInTypes.IsBuiltIn(mark.File)))
        {
            throw DslToken.Fail(
                $"{name} not supported in version {Raw}, it was added in {Describe(minor)}", element, path);
        }
    }
}
