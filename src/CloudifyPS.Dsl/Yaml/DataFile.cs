using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Reads data files, for example of inputs, which users write in YAML or JSON.</summary>
internal static class DataFile
{
    /// <summary>
    /// Reads a text as JSON with comments if it starts like JSON, else or if that fails as YAML 1.1.
    /// </summary>
    /// <param name="text">The text, which must be one document.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <returns>Plain JSON, without annotations of a position; an empty file is null.</returns>
    /// <exception cref="DslException">The text is neither.</exception>
    public static JToken Read(string text, string file)
    {
        if (text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is not { Length: > 0 } content
            || content[0] is not ('{' or '[' or '"' or '/'))
        {
            return YamlReader.ReadData(text, file);
        }

        try
        {
            return ReadJson(text.TrimStart('\uFEFF'));
        }
        catch (JsonException error)
        {
            try
            {
                return YamlReader.ReadData(text, file);
            }
            catch (DslException)
            {
                // The text looks like JSON, so the error of that reader helps more.
                throw new DslException($"Cannot read '{file}': {Describe(error)}");
            }
        }
    }

    // Messages of the reader quote the text, which can hold secrets.
    private static string Describe(JsonException error) => error is JsonReaderException { LineNumber: > 0 } reader
        ? $"it has an error in line {reader.LineNumber}, column {reader.LinePosition}."
        : error.Message;

    private static JToken ReadJson(string text)
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
            LineInfoHandling = LineInfoHandling.Ignore,
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
                throw new JsonReaderException(
                    $"a second value begins in line {reader.LineNumber}, column {reader.LinePosition}; a file "
                    + "has one value.");
            }
        }

        return value;
    }
}
