namespace CloudifyPS.Simulator.Storage;

/// <summary>
/// Checks whether a text is one JSON value as Python's <c>json</c> module reads it. The parser of Newtonsoft.Json also
/// reads comments, single quotes, trailing commas and more. The check takes time in proportion to the text's length and
/// does not recurse.
/// </summary>
internal sealed class JsonSyntax
{
    // Python's json module also accepts constants that JSON does not define.
    private static readonly string[] Constants = ["true", "false", "null", "NaN", "Infinity", "-Infinity"];

    private readonly string _text;
    private readonly Stack<char> _closers = new();
    private int _position;

    private JsonSyntax(string text) => _text = text;

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    public static bool IsValid(string text) => new JsonSyntax(text).ReadValue();

    private bool ReadValue()
    {
        while (true)
        {
            SkipSpace();
            if (Current is '{' or '[')
            {
                var closer = Current == '{' ? '}' : ']';
                _position++;
                SkipSpace();
                if (Current != closer)
                {
                    _closers.Push(closer);
                    if (!ReadKey())
                    {
                        return false;
                    }

                    continue;
                }

                _position++;
            }
            else if (!ReadScalar())
            {
                return false;
            }

            if (!ReadEnds(out var isComplete) || isComplete)
            {
                return isComplete;
            }
        }
    }

    /// <summary>Reads what follows a value: the ends of objects and arrays, then a comma and the next key.</summary>
    private bool ReadEnds(out bool isComplete)
    {
        while (true)
        {
            SkipSpace();
            if (_closers.Count == 0)
            {
                isComplete = _position == _text.Length;
                return isComplete;
            }

            isComplete = false;
            if (Current == ',')
            {
                _position++;
                return ReadKey();
            }

            if (_position == _text.Length || Current != _closers.Pop())
            {
                return false;
            }

            _position++;
        }
    }

    /// <summary>Reads the key of the next value; a value of an array has none.</summary>
    private bool ReadKey()
    {
        if (_closers.Peek() == ']')
        {
            return true;
        }

        SkipSpace();
        if (!ReadString())
        {
            return false;
        }

        SkipSpace();
        return Read(':');
    }

    private bool ReadScalar()
    {
        if (Current == '"')
        {
            return ReadString();
        }

        var constant = Array.Find(Constants, c => string.CompareOrdinal(_text, _position, c, 0, c.Length) == 0);
        _position += constant?.Length ?? 0;
        return constant is not null || ReadNumber();
    }

    private bool ReadNumber()
    {
        Read('-');
        if (!Read('0') && !ReadDigits())
        {
            return false;
        }

        if (Read('.') && !ReadDigits())
        {
            return false;
        }

        if (!Read('e') && !Read('E'))
        {
            return true;
        }

        if (!Read('+'))
        {
            Read('-');
        }

        return ReadDigits();
    }

    private bool ReadDigits()
    {
        var start = _position;
        while (Current is >= '0' and <= '9')
        {
            _position++;
        }

        return _position > start;
    }

    private bool ReadString()
    {
        if (!Read('"'))
        {
            return false;
        }

        for (; _position < _text.Length && _text[_position] >= ' '; _position++)
        {
            if (_text[_position] == '"')
            {
                _position++;
                return true;
            }

            if (_text[_position] == '\\' && !ReadEscape())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Moves to the last character of an escape sequence.</summary>
    private bool ReadEscape()
    {
        const int CodeLength = 4;
        _position++;
        if (Current != 'u')
        {
            return "\"\\/bfnrt".IndexOf(Current) >= 0;
        }

        for (var i = 0; i < CodeLength; i++)
        {
            _position++;
            if (Current is not (>= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'))
            {
                return false;
            }
        }

        return true;
    }

    private bool Read(char expected)
    {
        var isFound = _position < _text.Length && _text[_position] == expected;
        _position += isFound ? 1 : 0;
        return isFound;
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }
}
