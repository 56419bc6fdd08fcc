using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Reads data files, for example of inputs, which users write in YAML or JSON.</summary>
internal static class DataFile
{
    private static readonly Regex Quoted = new(" (?:'[^']*'|\"[^\"]*\")", RegexOptions.CultureInvariant);

    /// <summary>
    /// Reads a text as JSON with comments if it starts like JSON, else or if that fails as YAML 1.1.
    /// </summary>
    /// <param name="text">The text, which must be one document.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <returns>
    /// Plain JSON; the properties have a <see cref="SourceMark"/>. An empty file is null.
    /// </returns>
    /// <exception cref="DslException">
    /// The text is neither. The message has the position and nothing from the text, which can hold secrets.
    /// </exception>
    public static JToken Read(string text, string file)
    {
        if (text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is not { Length: > 0 } content
            || content[0] is not ('{' or '[' or '"' or '/'))
        {
            return ReadYaml(text, file);
        }

        try
        {
            return ReadJson(text.TrimStart('\uFEFF'), file);
        }
        catch (JsonException error)
        {
            try
            {
                return ReadYaml(text, file);
            }
            catch (DslException)
            {
                // The text looks like JSON, so the error of that reader helps more.
                throw NotJson(file, error);
            }
        }
    }

    private static JToken ReadYaml(string text, string file)
    {
        try
        {
            return YamlReader.ReadData(text, file);
        }
        catch (DslException error)
        {
            throw Fail(file, error.Line, error.Column, WithoutContent(error.Reason));
        }
    }

    private static DslException NotJson(string file, JsonException error)
    {
        var (line, column, path) = error switch
        {
            JsonReaderException reader => (reader.LineNumber, reader.LinePosition, reader.Path),
            JsonSerializationException serialization =>
                (serialization.LineNumber, serialization.LinePosition, serialization.Path),
            _ => (0, 0, null),
        };
        var place = string.IsNullOrEmpty(path) ? "" : $" at '{path}'";
        return Fail(file, line > 0 ? line : null, line > 0 ? column : null, $"the text is not valid JSON{place}.");
    }

    private static DslException Fail(string file, int? line, int? column, string reason)
    {
        var place = line is null ? "" : $" at line {line}, column {column}";
        return new DslException(DslError.FailedParsing, $"Cannot read '{file}'{place}: {reason}")
        {
            Reason = reason,
            File = file,
            Line = line,
            Column = column,
        };
    }

    // The reader quotes parts of the text: tags, aliases and scalars. Names of tokens such as '<scalar>' and single
    // characters such as ':' remain.
    private static string WithoutContent(string reason) =>
        Quoted.Replace(reason, match => match.Value[2] == '<' || match.Value.Length == " ':'".Length ? match.Value : "")
            .TrimEnd('.') + ".";

    private static JToken ReadJson(string text, string file)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 250,
            SupportMultipleContent = true,
        };
        var settings = new JsonLoadSettings
        {
            CommentHandling = CommentHandling.Ignore,
            LineInfoHandling = LineInfoHandling.Load,
        };
        while (reader.TokenType is JsonToken.None or JsonToken.Comment && reader.Read())
        {
            // Comments may precede the value.
        }

        var value = JToken.ReadFrom(reader, settings);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw Fail(
                    file, reader.LineNumber, reader.LinePosition, "a second value begins. A file has one value.");
            }
        }

        foreach (var property in ((value as JContainer)?.Descendants() ?? []).OfType<JProperty>())
        {
            IJsonLineInfo place = property;
            property.AddAnnotation(new SourceMark(file, place.LineNumber - 1, place.LinePosition - 1));
        }

        return value;
    }
}
