using System.Globalization;
using System.Text;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Scans aliases, anchors, tags and directives.</summary>
internal sealed class YamlPropertyScanner(YamlScanner scanner)
{
    private const string DirectiveContext = "while scanning a directive";

    /// <summary>Scans an alias, an anchor or a tag.</summary>
    public YamlToken ScanProperty() => scanner.Char() == '!' ? ScanTag() : ScanAnchor();

    /// <returns>
    /// A directive. The value of <c>%TAG</c> is the handle and that of <c>%YAML</c> the version; the prefix of
    /// <c>%TAG</c> is the second part of the handle.
    /// </returns>
    public YamlToken ScanDirective()
    {
        var start = scanner.Mark;
        scanner.Forward();
        var name = TakeWord(DirectiveContext, start);
        string? value = null;
        switch (name)
        {
            case "YAML":
                SkipSpaces();
                value = TakeNumber(start);
                if (scanner.Char() != '.')
                {
                    throw Unexpected(DirectiveContext, start, "expected a digit or '.'");
                }

                scanner.Forward();
                TakeNumber(start);
                RequireEnd(DirectiveContext, start, "expected a digit or ' '");
                break;
            case "TAG":
                SkipSpaces();
                value = TakeHandle("directive", start);
                if (scanner.Char() != ' ')
                {
                    throw Unexpected(DirectiveContext, start, "expected ' '");
                }

                SkipSpaces();
                value += " " + TakeUri("directive", start);
                RequireEnd(DirectiveContext, start, "expected ' '");
                break;
            default:
                while (!YamlCharacters.IsBreakOrEnd(scanner.Char()))
                {
                    scanner.Forward();
                }

                break;
        }

        var end = scanner.Mark;
        scanner.SkipIgnoredLine(DirectiveContext, start);
        return new YamlToken(YamlTokenKind.Directive, start, end, name, value);
    }

    private YamlToken ScanAnchor()
    {
        var start = scanner.Mark;
        var isAlias = scanner.Char() == '*';
        var context = "while scanning an " + (isAlias ? "alias" : "anchor");
        scanner.Forward();
        var name = TakeWord(context, start, "?:,]}%@`\t");
        return new YamlToken(isAlias ? YamlTokenKind.Alias : YamlTokenKind.Anchor, start, scanner.Mark, name);
    }

    private YamlToken ScanTag()
    {
        var start = scanner.Mark;
        string? handle = null;
        string suffix;
        if (scanner.Char(1) == '<')
        {
            scanner.Forward(2);
            suffix = TakeUri("tag", start);
            if (scanner.Char() != '>')
            {
                throw Unexpected("while parsing a tag", start, "expected '>'");
            }

            scanner.Forward();
        }
        else if (YamlCharacters.IsSpaceOrEnd(scanner.Char(1)))
        {
            suffix = "!";
            scanner.Forward();
        }
        else
        {
            var length = 1;
            while (scanner.Char(length) is not ('!' or ' ') && !YamlCharacters.IsBreakOrEnd(scanner.Char(length)))
            {
                length++;
            }

            handle = "!";
            if (scanner.Char(length) == '!')
            {
                handle = TakeHandle("tag", start);
            }
            else
            {
                scanner.Forward();
            }

            suffix = TakeUri("tag", start);
        }

        RequireEnd("while scanning a tag", start, "expected ' '");
        return new YamlToken(YamlTokenKind.Tag, start, scanner.Mark, suffix, handle);
    }

    private string TakeWord(string context, YamlMark start, string alsoAllowedAfter = "")
    {
        const string Expected = "expected alphabetic or numeric character";
        var length = 0;
        while (YamlCharacters.IsWord(scanner.Char(length)))
        {
            length++;
        }

        if (length == 0)
        {
            throw Unexpected(context, start, Expected);
        }

        var word = scanner.Take(length);
        if (alsoAllowedAfter.IndexOf(scanner.Char()) < 0)
        {
            RequireEnd(context, start, Expected);
        }

        return word;
    }

    private string TakeNumber(YamlMark start)
    {
        var length = 0;
        while (scanner.Char(length) is >= '0' and <= '9')
        {
            length++;
        }

        return length > 0 ? scanner.Take(length) : throw Unexpected(DirectiveContext, start, "expected a digit");
    }

    private string TakeHandle(string name, YamlMark start)
    {
        var context = "while scanning a " + name;
        if (scanner.Char() != '!')
        {
            throw Unexpected(context, start, "expected '!'");
        }

        var length = 1;
        if (scanner.Char(length) != ' ')
        {
            while (YamlCharacters.IsWord(scanner.Char(length)))
            {
                length++;
            }

            if (scanner.Char(length) != '!')
            {
                scanner.Forward(length);
                throw Unexpected(context, start, "expected '!'");
            }

            length++;
        }

        return scanner.Take(length);
    }

    private string TakeUri(string name, YamlMark start)
    {
        var uri = new StringBuilder();
        while (YamlCharacters.IsUri(scanner.Char()))
        {
            uri.Append(scanner.Char() == '%' ? TakeEscapes(name, start) : scanner.Take(1));
        }

        return uri.Length > 0
            ? uri.ToString()
            : throw Unexpected("while parsing a " + name, start, "expected URI");
    }

    private string TakeEscapes(string name, YamlMark start)
    {
        var context = "while scanning a " + name;
        var mark = scanner.Mark;
        var bytes = new List<byte>();
        while (scanner.Char() == '%')
        {
            scanner.Forward();
            for (var i = 0; i < 2; i++)
            {
                if (!YamlCharacters.IsHex(scanner.Char(i)))
                {
                    throw scanner.Errors.Create(
                        context, start, "expected URI escape sequence of 2 hexadecimal numbers, but found "
                        + PythonValue.Repr(scanner.Char(i)), scanner.Mark);
                }
            }

            bytes.Add(byte.Parse(scanner.Take(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        try
        {
            return new UTF8Encoding(false, true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw scanner.Errors.Create(context, start, "'utf-8' codec can't decode the escaped bytes", mark);
        }
    }

    private void SkipSpaces()
    {
        while (scanner.Char() == ' ')
        {
            scanner.Forward();
        }
    }

    private void RequireEnd(string context, YamlMark start, string expected)
    {
        if (scanner.Char() != ' ' && !YamlCharacters.IsBreakOrEnd(scanner.Char()))
        {
            throw Unexpected(context, start, expected);
        }
    }

    private DslException Unexpected(string context, YamlMark start, string expected) => scanner.Errors.Create(
        context, start, $"{expected}, but found {PythonValue.Repr(scanner.Char())}", scanner.Mark);
}
