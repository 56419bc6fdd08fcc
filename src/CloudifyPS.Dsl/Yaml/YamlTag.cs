using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>The tags of YAML 1.1, and which of them a plain scalar has.</summary>
internal static class YamlTag
{
    public const string Prefix = "tag:yaml.org,2002:";
    public const string Null = Prefix + "null";
    public const string Boolean = Prefix + "bool";
    public const string Integer = Prefix + "int";
    public const string Float = Prefix + "float";
    public const string Binary = Prefix + "binary";
    public const string Timestamp = Prefix + "timestamp";
    public const string OrderedMap = Prefix + "omap";
    public const string PairList = Prefix + "pairs";
    public const string Set = Prefix + "set";
    public const string String = Prefix + "str";
    public const string Sequence = Prefix + "seq";
    public const string Mapping = Prefix + "map";
    public const string Merge = Prefix + "merge";
    public const string Value = Prefix + "value";

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly (string Tag, Regex Pattern)[] Implicit =
    [
        (Boolean, new Regex("^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$", Options)),
        (Float, new Regex(
            @"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + @"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", Options)),
        (Integer, new Regex(
            "^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
            + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$", Options)),
        (Merge, new Regex("^<<$", Options)),
        (Null, new Regex("^(?:~|null|Null|NULL|)$", Options)),
        (Timestamp, new Regex(
            "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
            + @"(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$", Options)),
        (Value, new Regex("^=$", Options)),
    ];

    /// <summary>Gets the tag of a plain scalar.</summary>
    public static string Resolve(string text)
    {
        // Only these characters start a value that is not a string.
        if (text.Length > 0 && "yYnNtTfFoO-+0123456789.<~=".IndexOf(text[0]) < 0)
        {
            return String;
        }

        foreach (var (tag, pattern) in Implicit)
        {
            if (pattern.IsMatch(text))
            {
                return tag;
            }
        }

        return String;
    }
}
