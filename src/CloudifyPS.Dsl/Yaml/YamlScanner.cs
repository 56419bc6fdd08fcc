namespace CloudifyPS.Dsl.Yaml;

/// <summary>
/// Splits a YAML 1.1 text into tokens by the rules of PyYAML, which managers use. Some of these rules differ from the
/// specification.
/// </summary>
internal sealed class YamlScanner
{
    private const int MaxSimpleKeyLength = 1024;

    private readonly string _text;
    private readonly YamlScalarScanner _scalars;
    private readonly YamlPropertyScanner _properties;
    private readonly LinkedList<YamlToken> _tokens = new();
    private readonly Stack<int> _indents = new();

    /// <summary>By flow level: the token that is a key if a colon follows.</summary>
    private readonly Dictionary<int, SimpleKey> _simpleKeys = [];

    private SimpleKey? _newKey;
    private int _flowLevel;
    private bool _isDone;

    public YamlScanner(string text)
    {
        _text = text + YamlCharacters.End;
        Errors = new YamlErrors(_text);
        _scalars = new YamlScalarScanner(this);
        _properties = new YamlPropertyScanner(this);
        if (YamlCharacters.FindUnprintable(text) is var index and >= 0)
        {
            throw new DslException(
                DslError.FailedParsing,
                $"unacceptable character #x{(int)text[index]:x4}: special characters are not allowed\n"
                + $"  in \"<unicode string>\", position {index}");
        }
    }

    public YamlErrors Errors { get; }

    /// <summary>Gets the position of the next character.</summary>
    public YamlMark Mark { get; private set; }

    public bool IsInFlow => _flowLevel > 0;

    /// <summary>Gets the column of the current block collection; -1 outside of all.</summary>
    public int Indent { get; private set; } = -1;

    /// <summary>Gets or sets whether a key may begin at the current position.</summary>
    public bool IsKeyAllowed { get; set; } = true;

    /// <summary>Gets the next token without consuming it.</summary>
    public YamlToken Peek()
    {
        while (!_isDone && (_tokens.Count == 0 || IsFirstTokenUndecided()))
        {
            Fetch();
        }

        return _tokens.First!.Value;
    }

    public YamlToken Next()
    {
        var token = Peek();
        _tokens.RemoveFirst();
        return token;
    }

    public char Char(int offset = 0) =>
        Mark.Index + offset < _text.Length ? _text[Mark.Index + offset] : YamlCharacters.End;

    public string Prefix(int length) => _text.Substring(Mark.Index, Math.Min(length, _text.Length - Mark.Index));

    public void Forward(int length = 1)
    {
        var (index, line, column) = (Mark.Index, Mark.Line, Mark.Column);
        for (; length > 0; length--)
        {
            var c = _text[index++];
            if (c is '\n' or '\x85' or '\u2028' or '\u2029' || (c == '\r' && _text[index] != '\n'))
            {
                line++;
                column = 0;
            }
            else if (c != '\uFEFF' && !char.IsLowSurrogate(c))
            {
                column++;
            }
        }

        Mark = new YamlMark(index, line, column);
    }

    /// <summary>Consumes characters and returns them.</summary>
    public string Take(int length)
    {
        var result = Prefix(length);
        Forward(length);
        return result;
    }

    /// <summary>Consumes a line break, if there is one, and returns it in normalized form.</summary>
    public string TakeBreak()
    {
        var c = Char();
        if (!YamlCharacters.IsBreak(c))
        {
            return "";
        }

        Forward(c == '\r' && Char(1) == '\n' ? 2 : 1);
        return c is '\u2028' or '\u2029' ? c.ToString() : "\n";
    }

    /// <summary>Consumes the rest of a line that may only have a comment.</summary>
    public void SkipIgnoredLine(string context, YamlMark start)
    {
        SkipSpacesAndComment();
        if (!YamlCharacters.IsBreakOrEnd(Char()))
        {
            throw Errors.Create(
                context, start, $"expected a comment or a line break, but found {PythonValue.Repr(Char())}", Mark);
        }

        TakeBreak();
    }

    public bool IsDocumentSeparator() => Char() is '-' or '.' && Char(1) == Char() && Char(2) == Char()
        && YamlCharacters.IsSpaceOrEnd(Char(3));

    private bool IsFirstTokenUndecided()
    {
        DropStaleKeys();
        return _simpleKeys.Values.Any(key => key.Token == _tokens.First);
    }

    private void Fetch()
    {
        SkipToNextToken();
        DropStaleKeys();
        Unwind(Mark.Column);
        var c = Char();
        var next = Char(1);
        switch (c)
        {
            case YamlCharacters.End:
                FetchStreamEnd();
                break;
            case '%' when Mark.Column == 0:
                Unwind(-1);
                DropKey();
                IsKeyAllowed = false;
                Append(_properties.ScanDirective());
                break;
            case '-' or '.' when Mark.Column == 0 && IsDocumentSeparator():
                Unwind(-1);
                DropKey();
                IsKeyAllowed = false;
                Add(c == '-' ? YamlTokenKind.DocumentStart : YamlTokenKind.DocumentEnd, 3);
                break;
            case '[' or '{':
                SaveKey();
                _flowLevel++;
                IsKeyAllowed = true;
                Add(c == '[' ? YamlTokenKind.FlowSequenceStart : YamlTokenKind.FlowMappingStart);
                break;
            case ']' or '}':
                DropKey();
                _flowLevel--;
                IsKeyAllowed = false;
                Add(c == ']' ? YamlTokenKind.FlowSequenceEnd : YamlTokenKind.FlowMappingEnd);
                break;
            case ',':
                IsKeyAllowed = true;
                DropKey();
                Add(YamlTokenKind.FlowEntry);
                break;
            case '-' when YamlCharacters.IsSpaceOrEnd(next):
                StartBlockEntry(
                    "sequence entries are not allowed here", YamlTokenKind.BlockSequenceStart,
                    YamlTokenKind.BlockEntry);
                IsKeyAllowed = true;
                break;
            case '?' when _flowLevel != 0 || YamlCharacters.IsSpaceOrEnd(next):
                StartBlockEntry(
                    "mapping keys are not allowed here", YamlTokenKind.BlockMappingStart, YamlTokenKind.Key);
                IsKeyAllowed = _flowLevel == 0;
                break;
            case ':' when _flowLevel != 0 || YamlCharacters.IsSpaceOrEnd(next):
                FetchValue();
                break;
            case '*' or '&' or '!':
                SaveKey();
                IsKeyAllowed = false;
                Append(_properties.ScanProperty());
                break;
            case '|' or '>' when _flowLevel == 0:
                IsKeyAllowed = true;
                DropKey();
                Append(_scalars.ScanBlock());
                break;
            case '\'' or '"':
                SaveKey();
                IsKeyAllowed = false;
                Append(_scalars.ScanQuoted());
                break;
            default:
                FetchPlain(c, next);
                break;
        }
    }

    private void FetchPlain(char c, char next)
    {
        var canStart =
            c is not ('\t' or '-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!'
            or '|' or '>' or '\'' or '"' or '%' or '@' or '`');
        if (!canStart && (YamlCharacters.IsSpaceOrEnd(next) || !(c == '-' || (_flowLevel == 0 && c is '?' or ':'))))
        {
            throw Errors.Create(
                "while scanning for the next token", null,
                $"found character {PythonValue.Repr(c)} that cannot start any token", Mark);
        }

        SaveKey();
        IsKeyAllowed = false;
        Append(_scalars.ScanPlain());
    }

    private void FetchStreamEnd()
    {
        Unwind(-1);
        DropKey();
        IsKeyAllowed = false;
        _simpleKeys.Clear();
        Add(YamlTokenKind.StreamEnd, 0);
        _isDone = true;
    }

    private void StartBlockEntry(string error, YamlTokenKind collection, YamlTokenKind kind)
    {
        if (_flowLevel == 0)
        {
            if (!IsKeyAllowed)
            {
                throw Errors.Create(error, Mark);
            }

            if (AddIndent(Mark.Column))
            {
                Add(collection, 0);
            }
        }

        DropKey();
        Add(kind);
    }

    private void FetchValue()
    {
        if (_simpleKeys.TryGetValue(_flowLevel, out var key))
        {
            _simpleKeys.Remove(_flowLevel);

            if (_flowLevel == 0 && AddIndent(key.Mark.Column))
            {
                _tokens.AddBefore(key.Token!, new YamlToken(YamlTokenKind.BlockMappingStart, key.Mark, key.Mark));
            }

            _tokens.AddBefore(key.Token!, new YamlToken(YamlTokenKind.Key, key.Mark, key.Mark));
            IsKeyAllowed = false;
        }
        else
        {
            if (_flowLevel == 0)
            {
                if (!IsKeyAllowed)
                {
                    throw Errors.Create("mapping values are not allowed here", Mark);
                }

                if (AddIndent(Mark.Column))
                {
                    Add(YamlTokenKind.BlockMappingStart, 0);
                }
            }

            IsKeyAllowed = _flowLevel == 0;
            DropKey();
        }

        Add(YamlTokenKind.Value);
    }

    private void Add(YamlTokenKind kind, int length = 1)
    {
        var start = Mark;
        Forward(length);
        Append(new YamlToken(kind, start, Mark));
    }

    private void Append(YamlToken token)
    {
        var node = _tokens.AddLast(token);
        if (_newKey is not null)
        {
            _newKey.Token = node;
            _newKey = null;
        }
    }

    private void SkipToNextToken()
    {
        if (Mark.Index == 0 && Char() == '\uFEFF')
        {
            Forward();
        }

        do
        {
            SkipSpacesAndComment();
            if (YamlCharacters.IsBreak(Char()) && _flowLevel == 0)
            {
                IsKeyAllowed = true;
            }
        }
        while (TakeBreak().Length > 0);
    }

    private void SkipSpacesAndComment()
    {
        var length = 0;
        while (Char(length) == ' ')
        {
            length++;
        }

        if (Char(length) == '#')
        {
            while (!YamlCharacters.IsBreakOrEnd(Char(length)))
            {
                length++;
            }
        }

        Forward(length);
    }

    /// <summary>
    /// Closes the block collections that end at a column. In flow collections indentation has no meaning.
    /// </summary>
    private void Unwind(int column)
    {
        while (_flowLevel == 0 && Indent > column)
        {
            Indent = _indents.Pop();
            Add(YamlTokenKind.BlockEnd, 0);
        }
    }

    private bool AddIndent(int column)
    {
        if (Indent >= column)
        {
            return false;
        }

        _indents.Push(Indent);
        Indent = column;
        return true;
    }

    /// <summary>Records that the next token can be a key.</summary>
    private void SaveKey()
    {
        if (IsKeyAllowed)
        {
            DropKey();
            _newKey = new SimpleKey(Mark, _flowLevel == 0 && Indent == Mark.Column);
            _simpleKeys[_flowLevel] = _newKey;
        }
    }

    private void DropKey()
    {
        if (_simpleKeys.TryGetValue(_flowLevel, out var key))
        {
            _simpleKeys.Remove(_flowLevel);
            CheckNotRequired(key);
        }
    }

    /// <summary>A simple key must be in one line and not longer than 1,024 characters.</summary>
    private void DropStaleKeys()
    {
        if (_simpleKeys.Count == 0)
        {
            return;
        }

        foreach (var level in _simpleKeys.Keys.ToList())
        {
            var key = _simpleKeys[level];
            if (key.Mark.Line != Mark.Line || Mark.Index - key.Mark.Index > MaxSimpleKeyLength)
            {
                CheckNotRequired(key);
                _simpleKeys.Remove(level);
            }
        }
    }

    private void CheckNotRequired(SimpleKey key)
    {
        if (key.IsRequired)
        {
            throw Errors.Create("while scanning a simple key", key.Mark, "could not find expected ':'", Mark);
        }
    }

    private sealed class SimpleKey(YamlMark mark, bool isRequired)
    {
        public YamlMark Mark { get; } = mark;

        public bool IsRequired { get; } = isRequired;

        /// <summary>Gets or sets the token that may be a key; null until it is added.</summary>
        public LinkedListNode<YamlToken>? Token { get; set; }
    }
}
