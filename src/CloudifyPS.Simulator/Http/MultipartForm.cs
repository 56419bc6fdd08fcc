using System.Text;

namespace CloudifyPS.Simulator.Http;

/// <summary>Parses multipart/form-data bodies.</summary>
internal static class MultipartForm
{
    /// <summary>Every character is one byte, so that text can be searched and bytes come out unharmed.</summary>
    private static readonly Encoding Bytes = Encoding.GetEncoding("ISO-8859-1");

    private static bool Is(string? contentType) =>
        contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Gets the parts by their names.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(ApiRequest request)
    {
        const string End = "\r\n\r\n";
        if (!Is(request.Header("Content-Type")))
        {
            return new Dictionary<string, byte[]>();
        }

        var boundary = "--" + After(request.Header("Content-Type")!, "boundary=", ';').Trim('"');
        var text = Bytes.GetString(request.Body.Array!, request.Body.Offset, request.Body.Count);
        Dictionary<string, byte[]> parts = new(StringComparer.Ordinal);
        foreach (var part in text.Split([boundary], StringSplitOptions.None).Skip(1))
        {
            var start = part.IndexOf(End, StringComparison.Ordinal);
            if (start >= 0)
            {
                var content = part.Substring(start + End.Length);
                parts[After(part.Substring(0, start), " name=\"", '"')] =
                    Bytes.GetBytes(content.Substring(0, content.Length - "\r\n".Length));
            }
        }

        return parts;
    }

    private static string After(string text, string mark, char end)
    {
        var start = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? "" : text.Substring(start + mark.Length).Split(end)[0];
    }
}
