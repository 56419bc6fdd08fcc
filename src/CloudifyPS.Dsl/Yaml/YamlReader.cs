using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>
/// Reads YAML 1.1 as the manager's parser does: yes and no are booleans, 010 is eight, merge keys merge, the last of
/// two equal keys wins, texts are ASCII. Tokens are annotated with a <see cref="SourceMark"/>.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 200;

    /// <summary>A bound for what aliases of aliases can blow up.</summary>
    private const int MaxTokens = 1_000_000;

    private static readonly Regex Boolean = new(
        "^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$", RegexOptions.CultureInvariant);

    private static readonly Regex Integer = new(
        "^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Float = new(
        @"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        RegexOptions.CultureInvariant);

    private readonly Parser _parser;
    private readonly string _file;
    private readonly Dictionary<string, JToken> _anchors = [];
    private readonly Stack<Mark> _open = new();
    private int _tokens;

    private YamlReader(string text, string file)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
    }

    /// <summary>Reads the one document of a file; an empty file is an empty map.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="errorMessage">What a message about wrong syntax begins with.</param>
    /// <exception cref="DslException">The syntax is wrong.</exception>
    public static JToken Read(string text, string file, string errorMessage = "Failed to parse DSL")
    {
        var reader = new YamlReader(text, file);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            var context = reader._open.Count > 0 ? reader._open.Peek() : e.Start;
            throw new DslException($"{errorMessage}: Illegal yaml; {Describe(e, context, text)}");
        }
    }

    private static string Describe(YamlException error, Mark contextStart, string text)
    {
        var lines = text.Replace("\r\n", "\n").Split('\n');
        var message = error.Message;
        var parts = Regex.Match(message, "^(While [^,]+), (?:did not find|found) (.*?)\\.?$", RegexOptions.Singleline);
        if (!parts.Success)
        {
            return message.TrimEnd('.') + Place(error.Start);
        }

        var problem = parts.Groups[2].Value;
        var at = Line(error.Start).Length >= error.Start.Column ? Line(error.Start)[(int)error.Start.Column - 1].ToString() : null;
        if (problem.StartsWith("expected", StringComparison.Ordinal) && at is not null)
        {
            problem += $", but got '{at}'";
        }

        var context = parts.Groups[1].Value;
        return char.ToLowerInvariant(context[0]) + context.Substring(1) + Place(contextStart) + "\n" + problem + Place(error.Start);

        string Line(Mark mark) => mark.Line >= 1 && mark.Line <= lines.Length ? lines[(int)mark.Line - 1] : "";

        string Place(Mark mark) =>
            $"\n  in \"<unicode string>\", line {mark.Line}, column {mark.Column}:\n    {Line(mark)}\n    "
            + new string(' ', Math.Max(0, (int)mark.Column - 1)) + "^";
    }

    private JToken ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new JObject();
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            var next = _parser.Current!;
            throw new SemanticErrorException(next.Start, next.End, "expected a single document in the stream");
        }

        return root;
    }

    private JToken ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, "too deeply nested");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            {
                throw new SemanticErrorException(alias.Start, alias.End, $"found undefined alias '{alias.Value.Value}'");
            }

            Count(anchored is JContainer container ? container.Descendants().Count() + 1 : 1, alias);
            return anchored.DeepClone();
        }

        var start = _parser.Current!;
        Count(1, start);
        JToken token;
        AnchorName anchor;
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            anchor = scalar.Anchor;
            token = Resolve(scalar);
        }
        else if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            anchor = sequence.Anchor;
            _open.Push(sequence.Start);
            var list = new JArray();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(ReadNode(depth + 1));
            }

            _open.Pop();
            token = list;
        }
        else
        {
            var mapping = _parser.Consume<MappingStart>();
            anchor = mapping.Anchor;
            _open.Push(mapping.Start);
            token = ReadMapping(depth);
            _open.Pop();
        }

        token.AddAnnotation(Mark(start));
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = token;
        }

        return token;
    }

    private JObject ReadMapping(int depth)
    {
        var merged = new List<JObject>();
        var own = new List<JProperty>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = _parser.Current!;
            var isMerge = keyEvent is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (isMerge)
            {
                merged.AddRange(Merged(value, keyEvent));
                continue;
            }

            if (key is JContainer)
            {
                throw new SemanticErrorException(
                    keyEvent.Start, keyEvent.End, "while constructing a mapping, found unhashable key");
            }

            var property = new JProperty(KeyText(key), value);
            property.AddAnnotation(Mark(keyEvent));
            own.Add(property);
        }

        var map = new JObject();

        // Of several merged maps the first one wins, and the map's own keys win over all.
        foreach (var property in Enumerable.Reverse(merged).SelectMany(m => m.Properties()).Concat(own))
        {
            if (map.Property(property.Name) is { } old)
            {
                old.Replace(property.Parent is null ? property : property.DeepClone());
            }
            else
            {
                map.Add(property.Parent is null ? property : property.DeepClone());
            }
        }

        return map;
    }

    private static IEnumerable<JObject> Merged(JToken value, ParsingEvent at) => value switch
    {
        JObject map => [map],
        JArray list when list.All(item => item is JObject) => list.Cast<JObject>(),
        _ => throw new SemanticErrorException(
            at.Start, at.End, "expected a mapping or list of mappings for merging"),
    };

    private static string KeyText(JToken key) => key switch
    {
        JValue { Value: bool flag } => flag ? "true" : "false",
        JValue { Value: null } => "null",
        _ => PythonValue.Str(key),
    };

    private static JToken Resolve(Scalar scalar)
    {
        var text = scalar.Value;
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag == "tag:yaml.org,2002:int" || (tag == "" && scalar.Style == ScalarStyle.Plain && Integer.IsMatch(text)))
        {
            return new JValue(ParseInteger(text));
        }

        if (tag == "tag:yaml.org,2002:float" || (tag == "" && scalar.Style == ScalarStyle.Plain && Float.IsMatch(text)))
        {
            return new JValue(ParseFloat(text));
        }

        if (tag == "" && scalar.Style == ScalarStyle.Plain)
        {
            if (text is "" or "~" or "null" or "Null" or "NULL")
            {
                return JValue.CreateNull();
            }

            if (Boolean.IsMatch(text))
            {
                return new JValue(text.ToUpperInvariant() is "YES" or "TRUE" or "ON");
            }
        }

        if (text.Any(c => c > '\x7F'))
        {
            throw new DslException(
                $"illegal characters in line: {scalar.Start.Line - 1}, column: {scalar.Start.Column - 1}. "
                + "Only valid ascii chars are supported.");
        }

        return new JValue(text);
    }

    private static object ParseInteger(string text)
    {
        var digits = text.Replace("_", "");
        var sign = 1;
        if (digits[0] is '-' or '+')
        {
            sign = digits[0] == '-' ? -1 : 1;
            digits = digits.Substring(1);
        }

        if (digits.IndexOf(':') > 0)
        {
            return sign * digits.Split(':').Aggregate(0L, (sum, part) => (sum * 60) + long.Parse(part, CultureInfo.InvariantCulture));
        }

        if (digits.Length > 1 && digits[0] == '0')
        {
            return digits[1] switch
            {
                'b' => sign * Convert.ToInt64(digits.Substring(2), 2),
                'x' => sign * Convert.ToInt64(digits.Substring(2), 16),
                _ => sign * Convert.ToInt64(digits, 8),
            };
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? sign * number
            : sign * System.Numerics.BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static double ParseFloat(string text)
    {
        var digits = text.Replace("_", "").ToUpperInvariant();
        return digits.TrimStart('-', '+') switch
        {
            ".INF" => digits[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            ".NAN" => double.NaN,
            _ => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    private SourceMark Mark(ParsingEvent at) => new(_file, at.Start.Line - 1, at.Start.Column - 1);

    private void Count(int tokens, ParsingEvent at)
    {
        _tokens += tokens;
        if (_tokens > MaxTokens)
        {
            throw new SemanticErrorException(at.Start, at.End, "the document is too large");
        }
    }
}
