using System.Globalization;
using System.Text;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Scans plain, quoted and block scalars.</summary>
internal sealed class YamlScalarScanner(YamlScanner scanner)
{
    private const string BlockContext = "while scanning a block scalar";
    private const string QuotedContext = "while scanning a quoted scalar";
    private const string DoubleQuotedContext = "while scanning a double-quoted scalar";

    private const string Escapes = "0abt\tnvfre \"\\/N_LP";
    private const string Escaped = "\0\a\b\t\t\n\v\f\r\x1B \"\\/\x85\xA0\u2028\u2029";

    /// <summary>
    /// Scans a plain scalar. In a block it ends where a line is indented less; in a flow collection indentation has no
    /// meaning.
    /// </summary>
    public YamlToken ScanPlain()
    {
        var start = scanner.Mark;
        var end = start;
        var text = new StringBuilder();
        var spaces = "";
        while (scanner.Char() != '#')
        {
            var length = PlainLength();
            if (length == 0)
            {
                break;
            }

            scanner.IsKeyAllowed = false;
            text.Append(spaces).Append(scanner.Take(length));
            end = scanner.Mark;
            spaces = TakePlainSpaces();
            if (spaces.Length == 0 || (!scanner.IsInFlow && scanner.Mark.Column <= scanner.Indent))
            {
                break;
            }
        }

        return new YamlToken(YamlTokenKind.Scalar, start, end, text.ToString(), IsPlain: true);
    }

    /// <summary>
    /// Scans a quoted scalar. Its lines need no indentation, but a document separator cannot be in it.
    /// </summary>
    public YamlToken ScanQuoted()
    {
        var start = scanner.Mark;
        var quote = scanner.Char();
        var text = new StringBuilder();
        scanner.Forward();
        TakeQuotedCharacters(text, quote, start);
        while (scanner.Char() != quote)
        {
            TakeQuotedSpaces(text, start);
            TakeQuotedCharacters(text, quote, start);
        }

        scanner.Forward();
        return new YamlToken(YamlTokenKind.Scalar, start, scanner.Mark, text.ToString());
    }

    /// <summary>Scans a literal or folded block scalar.</summary>
    public YamlToken ScanBlock()
    {
        var start = scanner.Mark;
        var isFolded = scanner.Char() == '>';
        scanner.Forward();
        var (keepsBreaks, increment) = TakeBlockHeader(start);
        scanner.SkipIgnoredLine(BlockContext, start);
        var indent = Math.Max(scanner.Indent + 1, 1);
        string breaks;
        if (increment is { } given)
        {
            indent += given - 1;
            breaks = TakeBlockBreaks(indent);
        }
        else
        {
            breaks = TakeBlockIndentation(ref indent);
        }

        var text = new StringBuilder();
        var lineBreak = "";
        while (scanner.Mark.Column == indent && scanner.Char() != YamlCharacters.End)
        {
            text.Append(breaks);
            var startsWithSpace = scanner.Char() is ' ' or '\t';
            var length = 0;
            while (!YamlCharacters.IsBreakOrEnd(scanner.Char(length)))
            {
                length++;
            }

            text.Append(scanner.Take(length));
            lineBreak = scanner.TakeBreak();
            breaks = TakeBlockBreaks(indent);
            if (scanner.Mark.Column != indent || scanner.Char() == YamlCharacters.End)
            {
                break;
            }

            if (!isFolded || lineBreak != "\n" || startsWithSpace || scanner.Char() is ' ' or '\t')
            {
                text.Append(lineBreak);
            }
            else if (breaks.Length == 0)
            {
                text.Append(' ');
            }
        }

        text.Append(keepsBreaks == false ? "" : lineBreak).Append(keepsBreaks == true ? breaks : "");
        return new YamlToken(YamlTokenKind.Scalar, start, scanner.Mark, text.ToString());
    }

    private int PlainLength()
    {
        for (var length = 0; ; length++)
        {
            var c = scanner.Char(length);
            if (YamlCharacters.IsSpaceOrEnd(c) || (scanner.IsInFlow && c is ',' or '?' or '[' or ']' or '{' or '}'))
            {
                return length;
            }

            if (c == ':')
            {
                var next = scanner.Char(length + 1);
                if (YamlCharacters.IsSpaceOrEnd(next)
                    || (scanner.IsInFlow && next is ',' or '[' or ']' or '{' or '}'))
                {
                    return length;
                }
            }
        }
    }

    /// <summary>Consumes what is between two parts of a plain scalar; empty if the scalar ends.</summary>
    private string TakePlainSpaces()
    {
        var length = 0;
        while (scanner.Char(length) == ' ')
        {
            length++;
        }

        var spaces = scanner.Take(length);
        if (!YamlCharacters.IsBreak(scanner.Char()))
        {
            return spaces;
        }

        var lineBreak = scanner.TakeBreak();
        scanner.IsKeyAllowed = true;
        if (scanner.IsDocumentSeparator())
        {
            return "";
        }

        var breaks = new StringBuilder();
        while (scanner.Char() == ' ' || YamlCharacters.IsBreak(scanner.Char()))
        {
            if (scanner.Char() == ' ')
            {
                scanner.Forward();
                continue;
            }

            breaks.Append(scanner.TakeBreak());
            if (scanner.IsDocumentSeparator())
            {
                return "";
            }
        }

        return Fold(lineBreak, breaks.ToString());
    }

    private void TakeQuotedCharacters(StringBuilder text, char quote, YamlMark start)
    {
        while (true)
        {
            var length = 0;
            while (scanner.Char(length) is not ('\'' or '"' or '\\')
                && !YamlCharacters.IsSpaceOrEnd(scanner.Char(length)))
            {
                length++;
            }

            text.Append(scanner.Take(length));
            var c = scanner.Char();
            if (quote == '\'' && c == '\'' && scanner.Char(1) == '\'')
            {
                text.Append(c);
                scanner.Forward(2);
            }
            else if (quote == '"' && c == '\\')
            {
                TakeEscape(text, start);
            }
            else if (c != quote && c is '\'' or '"' or '\\')
            {
                text.Append(c);
                scanner.Forward();
            }
            else
            {
                return;
            }
        }
    }

    private void TakeEscape(StringBuilder text, YamlMark start)
    {
        scanner.Forward();
        var c = scanner.Char();
        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (c != YamlCharacters.End && Escapes.IndexOf(c) is var index and >= 0)
        {
            text.Append(Escaped[index]);
            scanner.Forward();
        }
        else if (digits > 0)
        {
            scanner.Forward();
            for (var i = 0; i < digits; i++)
            {
                if (!YamlCharacters.IsHex(scanner.Char(i)))
                {
                    throw scanner.Errors.Create(
                        DoubleQuotedContext, start,
                        $"expected escape sequence of {digits} hexadecimal numbers, but found "
                        + PythonValue.Repr(scanner.Char(i)), scanner.Mark);
                }
            }

            var code = uint.Parse(scanner.Take(digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            text.Append(code switch
            {
                <= char.MaxValue => ((char)code).ToString(),
                <= 0x10FFFF => char.ConvertFromUtf32((int)code),
                _ => throw new DslException(DslError.FailedParsing, "chr() arg not in range(0x110000)"),
            });
        }
        else if (YamlCharacters.IsBreak(c))
        {
            scanner.TakeBreak();
            text.Append(TakeQuotedBreaks(start));
        }
        else
        {
            throw scanner.Errors.Create(
                DoubleQuotedContext, start, $"found unknown escape character {PythonValue.Repr(c)}", scanner.Mark);
        }
    }

    private void TakeQuotedSpaces(StringBuilder text, YamlMark start)
    {
        var length = 0;
        while (scanner.Char(length) is ' ' or '\t')
        {
            length++;
        }

        var spaces = scanner.Take(length);
        if (scanner.Char() == YamlCharacters.End)
        {
            throw scanner.Errors.Create(QuotedContext, start, "found unexpected end of stream", scanner.Mark);
        }

        if (YamlCharacters.IsBreak(scanner.Char()))
        {
            var lineBreak = scanner.TakeBreak();
            spaces = Fold(lineBreak, TakeQuotedBreaks(start));
        }

        text.Append(spaces);
    }

    private string TakeQuotedBreaks(YamlMark start)
    {
        var breaks = new StringBuilder();
        while (true)
        {
            if (scanner.IsDocumentSeparator())
            {
                throw scanner.Errors.Create(
                    QuotedContext, start, "found unexpected document separator", scanner.Mark);
            }

            while (scanner.Char() is ' ' or '\t')
            {
                scanner.Forward();
            }

            if (!YamlCharacters.IsBreak(scanner.Char()))
            {
                return breaks.ToString();
            }

            breaks.Append(scanner.TakeBreak());
        }
    }

    /// <summary>Reads the indicators after <c>|</c> or <c>&gt;</c>.</summary>
    /// <returns>
    /// Whether to keep all breaks at the end; null to keep one. And the indentation of the text; null to detect it.
    /// </returns>
    private (bool? KeepsBreaks, int? Increment) TakeBlockHeader(YamlMark start)
    {
        var keepsBreaks = TakeChomping();
        int? increment = null;
        if (scanner.Char() is >= '0' and <= '9')
        {
            increment = scanner.Char() - '0';
            if (increment == 0)
            {
                throw scanner.Errors.Create(
                    BlockContext, start, "expected indentation indicator in the range 1-9, but found 0", scanner.Mark);
            }

            scanner.Forward();
            keepsBreaks ??= TakeChomping();
        }

        if (scanner.Char() != ' ' && !YamlCharacters.IsBreakOrEnd(scanner.Char()))
        {
            throw scanner.Errors.Create(
                BlockContext, start,
                $"expected chomping or indentation indicators, but found {PythonValue.Repr(scanner.Char())}", scanner.Mark);
        }

        return (keepsBreaks, increment);
    }

    private bool? TakeChomping()
    {
        var c = scanner.Char();
        if (c is not ('+' or '-'))
        {
            return null;
        }

        scanner.Forward();
        return c == '+';
    }

    /// <summary>Consumes the empty lines before the text, and detects its indentation.</summary>
    private string TakeBlockIndentation(ref int indent)
    {
        var breaks = new StringBuilder();
        while (scanner.Char() == ' ' || YamlCharacters.IsBreak(scanner.Char()))
        {
            if (scanner.Char() == ' ')
            {
                scanner.Forward();
                indent = Math.Max(indent, scanner.Mark.Column);
            }
            else
            {
                breaks.Append(scanner.TakeBreak());
            }
        }

        return breaks.ToString();
    }

    private string TakeBlockBreaks(int indent)
    {
        var breaks = new StringBuilder();
        SkipIndentation();
        while (YamlCharacters.IsBreak(scanner.Char()))
        {
            breaks.Append(scanner.TakeBreak());
            SkipIndentation();
        }

        return breaks.ToString();

        void SkipIndentation()
        {
            while (scanner.Mark.Column < indent && scanner.Char() == ' ')
            {
                scanner.Forward();
            }
        }
    }

    /// <summary>Folds a line break into a space, unless empty lines follow.</summary>
    private static string Fold(string lineBreak, string breaks) =>
        (lineBreak != "\n" ? lineBreak : breaks.Length == 0 ? " " : "") + breaks;
}
