using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Reads the plain statements of a shell script, outside of conditions, loops and functions: log lines
/// (<c>ctx logger</c>), runtime properties (<c>ctx instance runtime-properties</c>), <c>ctx abort-operation</c> and
/// <c>ctx retry-operation</c>, variables, <c>echo</c>, <c>sleep</c> and <c>exit</c>. Inputs are variables.
/// <c>$(ctx …)</c> is replaced by its value. Other statements are ignored.
/// </summary>
internal static class ShellScript
{
    private static readonly Regex Assignment =
        new(@"^(?:export\s+|local\s+)?(?<name>[A-Za-z_]\w*)=(?<value>.*)$", RegexOptions.CultureInvariant);

    private static readonly Regex Function =
        new(@"^(function\s+\w+|\w+\s*\(\))", RegexOptions.CultureInvariant);

    private static readonly Regex Redirection =
        new(@"(?<target>\|)|>>?\s*(?<target>\S+)", RegexOptions.CultureInvariant);

    private static readonly Regex Quoted = new("'[^']*'|\"[^\"]*\"", RegexOptions.CultureInvariant);

    private static readonly Regex Variable =
        new(@"^(\{(?<name>\w+)(:-(?<default>[^}]*))?\}|(?<name>\w+))", RegexOptions.CultureInvariant);

    public static ShellOutput Read(string text, ScriptEffects effects)
    {
        var output = new ShellOutput();
        var variables = effects.Inputs.Properties()
            .ToDictionary(property => property.Name, property => Text(property.Value), StringComparer.Ordinal);
        var depth = 0;
        foreach (var line in text.Replace("\r", "").Replace("\\\n", " ").Split('\n').Select(line => line.Trim()))
        {
            var word = line.Split(' ', ';')[0];
            if (word is "fi" or "done" or "esac" or "}")
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (word is "if" or "for" or "while" or "until" or "case" || Function.IsMatch(line))
            {
                // A block that ends on the same line.
                depth += Regex.IsMatch(line, @"(\bfi|\bdone|\besac|\})\s*;?$") ? 0 : 1;
            }
            else if (depth == 0 && line.Length > 0 && line[0] != '#' && output.ExitCode is null)
            {
                Statement(line, variables, effects, output);
            }
        }

        return output;
    }

    private static void Statement(
        string line, Dictionary<string, string> variables, ScriptEffects effects, ShellOutput output)
    {
        if (Assignment.Match(line) is { Success: true } assignment)
        {
            var words = Words(assignment.Groups["value"].Value, variables, effects);
            if (words is { Count: <= 1 })
            {
                variables[assignment.Groups["name"].Value] = words.FirstOrDefault() ?? "";
            }

            return;
        }

        if (Words(line, variables, effects) is not { Count: >= 1 } statement)
        {
            return;
        }

        var arguments = statement.Skip(1).ToList();
        switch (statement[0])
        {
            case "sleep" when arguments.Count > 0 && double.TryParse(
                arguments[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds):
                effects.Sleep(seconds);
                break;
            case "exit":
                output.ExitCode = arguments.Count > 0
                    && int.TryParse(arguments[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var code)
                    ? code & 255
                    : 0;
                break;
            case "echo":
                Echo(line, string.Join(" ", arguments), effects, output);
                break;
            case "ctx" when arguments.Count > 0:
                Context(arguments, effects, output);
                break;
        }
    }

    private static void Echo(string line, string text, ScriptEffects effects, ShellOutput output)
    {
        var redirection = Redirection.Match(Quoted.Replace(line, "")).Groups["target"].Value;
        if (redirection is "" or "&1" or "&2")
        {
            var isError = redirection == "&2";
            (isError ? output.Error : output.Out).Append(text).Append('\n');
            effects.Log("info", (isError ? "<err> " : "<out> ") + text);
        }
    }

    private static void Context(List<string> words, ScriptEffects effects, ShellOutput output)
    {
        if (words[0] is "abort-operation" or "retry-operation" or "abort_operation" or "retry_operation")
        {
            var message = string.Join(" ", words.Skip(1).Take(1));
            effects.Log("info", "<err> " + message);
            output.ExitCode = 1;
            if (words[0].StartsWith("retry", StringComparison.Ordinal))
            {
                effects.Retry(message, null);
            }
            else
            {
                output.Abortion = message;
            }

            return;
        }

        if (words is ["logger", var level, ..])
        {
            effects.Log(level, string.Join(" ", words.Skip(2)));
            return;
        }

        var role = words[0] is "source" or "target" ? words[0] : "";
        var rest = words.Skip(role.Length > 0 ? 1 : 0).ToList();
        if (rest is ["instance", "runtime-properties" or "runtime_properties", var name, var value, ..]
            && effects.Instance(role) is { } instance)
        {
            effects.Set(instance, name, value.StartsWith("@", StringComparison.Ordinal) ? Json(value) : value);
        }
    }

    private static JToken Json(string value)
    {
        try
        {
            return JToken.Parse(value.Substring(1));
        }
        catch (Newtonsoft.Json.JsonReaderException)
        {
            return value;
        }
    }

    private static string Text(JToken value) =>
        value is JValue plain
            ? Convert.ToString(plain.Value, CultureInfo.InvariantCulture) ?? ""
            : value.ToString(Newtonsoft.Json.Formatting.None);

    /// <summary>
    /// Splits a statement into words, without quotes and with variables replaced. Returns null for unsupported syntax.
    /// </summary>
    private static List<string>? Words(string line, Dictionary<string, string> variables, ScriptEffects effects)
    {
        List<string> words = [];
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\'')
            {
                if (c == '\'')
                {
                    quote = '\0';
                }
                else
                {
                    word!.Append(c);
                }
            }
            else if (c == '"' || (c == '\'' && quote == '\0'))
            {
                word ??= new StringBuilder();
                quote = quote == c ? '\0' : c;
            }
            else if (c == '\\' && i + 1 < line.Length)
            {
                (word ??= new StringBuilder()).Append(line[++i]);
            }
            else if (c == '$')
            {
                if (Expand(line, ref i, variables, effects) is not { } value)
                {
                    return null;
                }

                (word ??= new StringBuilder()).Append(value);
            }
            else if (c == '`')
            {
                return null;
            }
            else if (quote == '\0' && c is ';' or '|' or '&' or '<' or '>')
            {
                break;
            }
            else if (quote == '\0' && c == '#' && word is null)
            {
                break;
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static string? Expand(
        string line, ref int i, Dictionary<string, string> variables, ScriptEffects effects)
    {
        var rest = line.Substring(i + 1);
        if (Regex.Match(rest, @"^\((?<command>[^()]*)\)") is { Success: true } command)
        {
            i += command.Length;
            return Words(command.Groups["command"].Value, variables, effects) is ["ctx", ..] words
                && effects.Ask([.. words.Skip(1)]) is { } answer
                    ? Text(answer)
                    : null;
        }

        if (Variable.Match(rest) is not { Success: true } variable)
        {
            return null;
        }

        i += variable.Length;
        return variables.TryGetValue(variable.Groups["name"].Value, out var value) ? value
            : variable.Groups["default"] is { Success: true } fallback ? fallback.Value
            : "";
    }
}
