using System.Globalization;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Reads the plain statements of a Python script: log lines (<c>ctx.logger.info</c>), runtime properties
/// (<c>ctx.instance.runtime_properties[…] = …</c>), variables, <c>time.sleep</c>, <c>ctx.operation.retry</c>, and
/// <c>raise</c> of errors of Cloudify and of Python. A block under an <c>if</c> is read if its condition is an input or
/// another known value. Loops, functions and other statements are ignored.
/// </summary>
internal static class PythonScript
{
    private static readonly Regex Logging =
        new(@"^ctx\.logger\.(?<level>\w+)\((?<arguments>.*)\)$", RegexOptions.CultureInvariant);

    private static readonly Regex RuntimeProperty = new(
        @"^ctx\.((?<role>source|target)\.)?instance\.runtime_properties\[(?<key>[^\]]+)\]\s*=(?!=)\s*(?<value>.+)$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Sleeping = new(@"^(time\.)?sleep\((?<value>.+)\)$", RegexOptions.CultureInvariant);

    private static readonly Regex Raising = new(
        @"^raise (\w+\.)*(?<type>OperationRetry|\w*(Error|Exception))\((?<message>.*)\)$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Retrying =
        new(@"^(return )?ctx\.operation\.retry\((?<arguments>.*)\)$", RegexOptions.CultureInvariant);

    private static readonly Regex Formatted = new(
        @"^(?<literal>(?<quote>['""])((?!\k<quote>).)*\k<quote>)\s*%\s*(?<values>.+)$", RegexOptions.CultureInvariant);

    private static readonly Regex Assignment =
        new(@"^(?<name>\w+)\s*=(?!=)\s*(?<value>.+)$", RegexOptions.CultureInvariant);

    private static readonly Regex StringLiteral = new(
        @"^(?<f>f?)(?<quote>['""])(?<text>((?!\k<quote>).)*)\k<quote>(\.format\((?<arguments>.*)\))?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Reference =
        new(@"^(?<start>[\w.]+?)(\.get\((?<get>.+)\)|\[(?<key>[^\]]+)\])?$", RegexOptions.CultureInvariant);

    private static readonly Regex InputsImport =
        new(@"^from cloudify\.state import .*\bctx_parameters(\s+as\s+(?<name>\w+))?", RegexOptions.CultureInvariant);

    public static void Read(string text, string file, ScriptEffects effects)
    {
        var variables = new Dictionary<string, JToken?>(StringComparer.Ordinal)
        {
            ["inputs"] = effects.Inputs,
            ["ctx_parameters"] = effects.Inputs,
            ["parameters"] = effects.Inputs,
        };
        var lines = text.Replace("\r", "").Replace("\t", "    ").Split('\n');
        int? skipped = null;
        int? alternative = null;
        for (var i = 0; i < lines.Length && effects.Failure is null; i++)
        {
            var line = lines[i].Trim();
            var indentation = lines[i].Length - lines[i].TrimStart().Length;
            if (line.Length == 0 || line[0] == '#' || (skipped is { } block && indentation > block))
            {
                continue;
            }

            skipped = null;
            if (line.EndsWith(":", StringComparison.Ordinal))
            {
                var runs = line == "else:"
                    ? alternative == indentation
                    : line.StartsWith("if ", StringComparison.Ordinal)
                        && Holds(line.Substring(3, line.Length - 4), variables, effects) == true;
                var isFalse = line.StartsWith("if ", StringComparison.Ordinal)
                    && Holds(line.Substring(3, line.Length - 4), variables, effects) == false;
                alternative = isFalse ? indentation : null;
                skipped = runs ? null : indentation;
            }
            else
            {
                try
                {
                    Statement(line, file, i + 1, variables, effects);
                }
                catch (PythonException exception)
                {
                    effects.Fail(exception.Type, exception.Message, file, i + 1);
                }
            }
        }
    }

    private static void Statement(
        string line, string file, int number, Dictionary<string, JToken?> variables, ScriptEffects effects)
    {
        JToken? Value(string text) => Evaluate(text.Trim(), variables, effects);
        if (InputsImport.Match(line) is { Success: true } import)
        {
            variables[import.Groups["name"] is { Success: true } name ? name.Value : "ctx_parameters"] = effects.Inputs;
        }
        else if (Logging.Match(line) is { Success: true } logging)
        {
            var arguments = Split(logging.Groups["arguments"].Value, ',').Select(Value).ToList();
            if (!arguments.Contains(null))
            {
                effects.Log(logging.Groups["level"].Value, Format(arguments!));
            }
        }
        else if (RuntimeProperty.Match(line) is { Success: true } property)
        {
            if (effects.Instance(property.Groups["role"].Value) is { } instance
                && Value(property.Groups["key"].Value) is { } key && Value(property.Groups["value"].Value) is { } value)
            {
                effects.Set(instance, PythonValue.Str(key), value.DeepClone());
            }
        }
        else if (Sleeping.Match(line) is { Success: true } sleeping)
        {
            if (Value(sleeping.Groups["value"].Value)
                is JValue { Type: JTokenType.Integer or JTokenType.Float } seconds)
            {
                effects.Sleep((double)seconds);
            }
        }
        else if (Raising.Match(line) is { Success: true } raising)
        {
            var message = Value(raising.Groups["message"].Value);
            effects.Fail(raising.Groups["type"].Value, message is null ? "" : PythonValue.Str(message), file, number);
        }
        else if (Retrying.Match(line) is { Success: true } retrying)
        {
            Retry(retrying.Groups["arguments"].Value, Value, effects);
        }
        else if (Assignment.Match(line) is { Success: true } assignment)
        {
            variables[assignment.Groups["name"].Value] = Value(assignment.Groups["value"].Value);
        }
    }

    private static void Retry(string text, Func<string, JToken?> evaluate, ScriptEffects effects)
    {
        var values = new Dictionary<string, JToken?>(StringComparer.Ordinal);
        string[] names = ["message", "retry_after"];
        foreach (var (argument, position) in Split(text, ',').Select((argument, position) => (argument, position)))
        {
            var parts = argument.Split(['='], 2);
            var isNamed = parts.Length == 2 && names.Contains(parts[0].Trim());
            values[isNamed ? parts[0].Trim() : names[Math.Min(position, 1)]] = evaluate(isNamed ? parts[1] : argument);
        }

        values.TryGetValue("message", out var message);
        values.TryGetValue("retry_after", out var after);
        effects.Retry(message is null ? "" : PythonValue.Str(message), after);
    }

    /// <summary>Returns null when the condition is unknown.</summary>
    private static bool? Holds(string condition, Dictionary<string, JToken?> variables, ScriptEffects effects)
    {
        if (condition.StartsWith("not ", StringComparison.Ordinal))
        {
            return !Holds(condition.Substring(4), variables, effects);
        }

        var sides = Regex.Split(condition, "\\s*==\\s*");
        var values = sides.Select(side => Evaluate(side.Trim(), variables, effects)).ToList();
        return values.Contains(null) ? null
            : values.Count == 2 ? JToken.DeepEquals(values[0], values[1])
            : IsTrue(values[0]!);
    }

    private static bool IsTrue(JToken value) => value switch
    {
        JContainer container => container.Count > 0,
        JValue { Value: null or false or "" or 0L or 0d } => false,
        _ => true,
    };

    /// <summary>Returns null when the value is unknown.</summary>
    private static JToken? Evaluate(string text, Dictionary<string, JToken?> variables, ScriptEffects effects)
    {
        if (StringLiteral.Match(text) is { Success: true } literal)
        {
            return Literal(literal, variables, effects);
        }

        if (Formatted.Match(text) is { Success: true } formatted && Split(text, '+').Count() == 1)
        {
            var values = formatted.Groups["values"].Value;
            var isTuple = values[0] == '(' && values[values.Length - 1] == ')';
            var arguments = (isTuple ? Split(values.Substring(1, values.Length - 2), ',') : [values])
                .Where(argument => argument.Trim().Length > 0)
                .Select(argument => Evaluate(argument.Trim(), variables, effects)).ToList();
            return Evaluate(formatted.Groups["literal"].Value, variables, effects) is { } format
                && !arguments.Contains(null)
                    ? PythonFormat.Apply(PythonValue.Str(format), arguments!)
                    : null;
        }

        if (Split(text, '+').ToList() is { Count: > 1 } summands)
        {
            var texts = summands.Select(summand => Evaluate(summand.Trim(), variables, effects)).ToList();
            return texts.All(summand => summand?.Type == JTokenType.String) ? string.Concat(texts) : null;
        }

        var alternatives = Regex.Split(text, @"\s+or\s+");
        if (alternatives.Length > 1)
        {
            JToken? last = null;
            foreach (var alternative in alternatives)
            {
                last = Evaluate(alternative, variables, effects);
                if (last is null || IsTrue(last))
                {
                    break;
                }
            }

            return last;
        }

        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer))
        {
            return integer;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            return real;
        }

        return text switch
        {
            "True" => true,
            "False" => false,
            "None" => JValue.CreateNull(),
            _ => variables.TryGetValue(text, out var variable) ? variable : Path(text, variables, effects),
        };
    }

    private static JToken? Literal(Match literal, Dictionary<string, JToken?> variables, ScriptEffects effects)
    {
        var text = literal.Groups["text"].Value.Replace("\\n", "\n");
        var arguments = literal.Groups["arguments"] is { Success: true } group
            ? Split(group.Value, ',').Select(argument => Evaluate(argument.Trim(), variables, effects)).ToList()
            : [];
        if (literal.Groups["f"].Length == 0 && !literal.Groups["arguments"].Success)
        {
            return text;
        }

        var isKnown = true;
        var next = 0;
        var result = Regex.Replace(text, @"\{(?<name>[^{}]*)\}", placeholder =>
        {
            var name = placeholder.Groups["name"].Value;
            var position = name.Length == 0 ? next++ : int.TryParse(name, out var index) ? index : -1;
            var value = literal.Groups["f"].Length > 0
                ? Evaluate(name, variables, effects)
                : arguments.ElementAtOrDefault(position);
            isKnown &= value is not null;
            return value is null ? "" : PythonValue.Str(value);
        });
        return isKnown ? result : null;
    }

    /// <summary>Evaluates a dotted name, <c>name['key']</c> or <c>name.get('key', default)</c>.</summary>
    private static JToken? Path(string text, Dictionary<string, JToken?> variables, ScriptEffects effects)
    {
        if (Reference.Match(text) is not { Success: true } path)
        {
            return null;
        }

        var start = path.Groups["start"].Value;
        var value = variables.TryGetValue(start, out var variable) ? variable
            : start.StartsWith("ctx.", StringComparison.Ordinal)
                ? effects.Ask(start.Substring(4).Split('.'))
            : Member(start, variables);
        if (path.Groups["key"].Success)
        {
            return Evaluate(path.Groups["key"].Value, variables, effects) is { } key
                ? (value as JObject)?[PythonValue.Str(key)]
                : null;
        }

        if (!path.Groups["get"].Success || value is not JObject map)
        {
            return value;
        }

        var arguments = Split(path.Groups["get"].Value, ',')
            .Select(argument => Evaluate(argument.Trim(), variables, effects)).ToList();
        return arguments[0] is { } name
            ? map[PythonValue.Str(name)] ?? (arguments.Count > 1 ? arguments[1] : JValue.CreateNull())
            : null;
    }

    /// <summary>Evaluates <c>parameters.name</c>, the way in which workflows read their parameters.</summary>
    private static JToken? Member(string text, Dictionary<string, JToken?> variables)
    {
        var names = text.Split('.');
        return variables.TryGetValue(names[0], out var value)
            ? names.Skip(1).Aggregate(value, (current, name) => (current as JObject)?[name])
            : null;
    }

    /// <summary>Formats the arguments of a log call: the format, and its values.</summary>
    private static string Format(List<JToken> arguments) => arguments.Count switch
    {
        0 => "",
        1 => PythonValue.Str(arguments[0]),
        _ => PythonFormat.Apply(PythonValue.Str(arguments[0]), [.. arguments.Skip(1)]),
    };

    /// <summary>Splits at separators outside of quotes and brackets.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var depth = 0;
        var quote = '\0';
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (c == separator && depth == 0)
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text.Substring(start);
        }
    }
}
