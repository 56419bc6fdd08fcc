using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>Describes why a text is not JSON.</summary>
internal static class JsonErrors
{
    /// <summary>
    /// Gets the place of the error. The reader's own message quotes the text, which can hold secrets.
    /// </summary>
    public static string Describe(Exception exception) => exception is JsonReaderException { LineNumber: > 0 } error
        ? $"it has an error in line {error.LineNumber}, column {error.LinePosition}."
        : exception.Message;
}
