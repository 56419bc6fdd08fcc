using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>Describes why a text is not JSON.</summary>
internal static class JsonErrors
{
    /// <summary>
    /// Gets the position of the error. The exception's own message is not used: it quotes the text, which can contain
    /// secrets.
    /// </summary>
    public static string Describe(Exception exception) => exception is JsonReaderException { LineNumber: > 0 } error
        ? $"it has an error in line {error.LineNumber}, column {error.LinePosition}."
        : exception.Message;
}
