using System.Text;
using CloudifyPS.Simulator.Errors;

namespace CloudifyPS.Simulator.Http;

/// <summary>
/// The fields and files of a multipart/form-data body, read as the manager's web framework reads them: line ends are
/// CRLF, LF or CR, and a body that is not well formed has no parts at all. Parsing takes time in proportion to the
/// length of the body.
/// </summary>
internal sealed class MultipartForm
{
    public const string MediaType = "multipart/form-data";
    private const int MaxBoundaryLength = 1024;
    private const int MaxPreambleLength = 64 * 1024;
    private const int MaxHeaderLength = 1024 * 1024;
    private const int MaxParts = 1000;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, byte[]> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly byte[] _body;
    private readonly int _end;
    private readonly byte[] _delimiter;
    private int _position;

    private MultipartForm(ArraySegment<byte> body, string boundary)
    {
        _body = body.Array!;
        _position = body.Offset;
        _end = body.Offset + body.Count;
        _delimiter = Encoding.UTF8.GetBytes("--" + boundary);
    }

    /// <summary>Gets the content of the parts without a file name.</summary>
    public IReadOnlyDictionary<string, byte[]> Fields => _fields;

    /// <summary>Gets the content of the parts with a file name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <exception cref="RequestTooLargeException">413: the body has too many parts.</exception>
    public static MultipartForm Read(ApiRequest request)
    {
        var contentType = request.Header("Content-Type") ?? "";
        var boundary = contentType.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase)
            ? Parameter(contentType, "boundary")
            : null;
        var form = new MultipartForm(request.Body, boundary ?? "");
        if (boundary is not { Length: > 0 and <= MaxBoundaryLength } || !form.ReadParts())
        {
            form._fields.Clear();
            form._files.Clear();
        }

        return form;
    }

    /// <summary>Gets a parameter of a header's value; null when it is absent.</summary>
    private static string? Parameter(string header, string name)
    {
        for (var i = header.IndexOf(';'); i >= 0 && i < header.Length; i = header.IndexOf(';', i))
        {
            i++;
            var equals = header.IndexOf('=', i);
            if (equals < 0)
            {
                return null;
            }

            var found = header.Substring(i, equals - i).Trim();
            var value = Value(header, equals + 1, out i);
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Reads the value of a parameter, which may be in quotation marks.</summary>
    private static string Value(string header, int start, out int end)
    {
        if (start < header.Length && header[start] == '"')
        {
            var text = new StringBuilder();
            for (end = start + 1; end < header.Length && header[end] != '"'; end++)
            {
                if (header[end] == '\\' && end + 1 < header.Length && header[end + 1] is '"' or '\\')
                {
                    end++;
                }

                text.Append(header[end]);
            }

            end = Math.Min(end + 1, header.Length);
            return text.ToString();
        }

        end = header.IndexOf(';', start) is var semicolon and >= 0 ? semicolon : header.Length;
        return header.Substring(start, end - start).Trim();
    }

    /// <summary>Reads all parts.</summary>
    /// <returns>False when the body is not well formed.</returns>
    private bool ReadParts()
    {
        // Any text may precede the first delimiter; all others follow a line end.
        var limit = Math.Min(_end, _position + MaxPreambleLength);
        while (!StartsDelimiter(_position))
        {
            if (++_position >= limit)
            {
                return false;
            }
        }

        for (var count = 0; ; count++)
        {
            _position += _delimiter.Length;
            if (StartsWith(_position, "--"))
            {
                return true;
            }

            if (count == MaxParts)
            {
                throw new RequestTooLargeException();
            }

            SkipLineEnd();
            if (!ReadHeaders(out var name, out var isFile))
            {
                return false;
            }

            var start = _position;
            if (!Seek(out var contentEnd))
            {
                return false;
            }

            var content = new byte[contentEnd - start];
            Buffer.BlockCopy(_body, start, content, 0, content.Length);

            // Of parts with the same name the first counts.
            var parts = isFile ? _files : _fields;
            if (!parts.ContainsKey(name))
            {
                parts.Add(name, content);
            }
        }
    }

    /// <summary>Moves to the next delimiter that follows a line end.</summary>
    /// <param name="lineEnd">The position of that line end.</param>
    private bool Seek(out int lineEnd)
    {
        for (; _position < _end; _position++)
        {
            if (LineEndLength(_position) is var length and > 0 && StartsDelimiter(_position + length))
            {
                lineEnd = _position;
                _position += length;
                return true;
            }
        }

        lineEnd = _end;
        return false;
    }

    private int LineEndLength(int position) =>
        position >= _end ? 0
        : _body[position] == '\n' ? 1
        : _body[position] != '\r' ? 0
        : position + 1 < _end && _body[position + 1] == '\n' ? 2 : 1;

    /// <summary>
    /// Gets whether a delimiter is at a position, with what must follow it: "--", spaces, a line end.
    /// </summary>
    private bool StartsDelimiter(int position)
    {
        if (position + _delimiter.Length > _end)
        {
            return false;
        }

        for (var i = 0; i < _delimiter.Length; i++)
        {
            if (_body[position + i] != _delimiter[i])
            {
                return false;
            }
        }

        position += _delimiter.Length;
        return StartsWith(position, "--") || LineEndLength(AfterSpaces(position)) > 0;
    }

    private bool StartsWith(int position, string text) =>
        position + text.Length <= _end && !text.Where((c, i) => _body[position + i] != c).Any();

    private int AfterSpaces(int position)
    {
        while (position < _end && _body[position] is (byte)' ' or (byte)'\t')
        {
            position++;
        }

        return position;
    }

    private void SkipLineEnd()
    {
        _position = AfterSpaces(_position);
        _position += LineEndLength(_position);
    }

    /// <summary>Reads the headers of a part up to the empty line.</summary>
    /// <returns>False when they are not well formed or do not name the part.</returns>
    private bool ReadHeaders(out string name, out bool isFile)
    {
        string? found = null;
        isFile = false;
        var limit = Math.Min(_end, _position + MaxHeaderLength);
        var isComplete = false;
        while (!isComplete)
        {
            var start = _position;
            while (_position < limit && LineEndLength(_position) == 0)
            {
                _position++;
            }

            if (_position >= limit || Text(start) is not { } line)
            {
                break;
            }

            _position += LineEndLength(_position);
            isComplete = line.Length == 0;
            if (!isComplete && line.IndexOf(':') < 0)
            {
                break;
            }

            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
            {
                found = Parameter(line, "name");
                isFile = Parameter(line, "filename") is not null;
            }
        }

        name = found ?? "";
        return isComplete && found is not null;
    }

    private string? Text(int start)
    {
        try
        {
            return StrictUtf8.GetString(_body, start, _position - start);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
