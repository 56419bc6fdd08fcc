namespace CloudifyPS.Dsl.Yaml;

/// <summary>Creates the messages of errors in YAML as PyYAML does, with context, problem and lines.</summary>
/// <param name="text">The text, with a null character at its end.</param>
internal sealed class YamlErrors(string text)
{
    private const int SnippetLength = 75;
    private const int SnippetIndent = 4;

    public DslException Create(string? context, YamlMark? contextMark, string problem, YamlMark? mark)
    {
        var lines = new List<string>();
        if (context is not null)
        {
            lines.Add(context);
        }

        if (contextMark is { } start && start != mark)
        {
            lines.Add(Describe(start));
        }

        lines.Add(problem);
        if (mark is { } position)
        {
            lines.Add(Describe(position));
        }

        var place = mark ?? contextMark;
        return new DslException(DslError.FailedParsing, string.Join("\n", lines))
        {
            Reason = context is null ? problem : $"{context}: {problem}",
            Line = place?.Line + 1,
            Column = place?.Column + 1,
        };
    }

    public DslException Create(string problem, YamlMark mark) => Create(null, null, problem, mark);

    private string Describe(YamlMark mark)
    {
        int start = mark.Index, end = mark.Index;
        string head = "", tail = "";
        while (start > 0 && !YamlCharacters.IsBreakOrEnd(text[start - 1]))
        {
            start--;
            if (mark.Index - start > (SnippetLength / 2.0) - 1)
            {
                head = " ... ";
                start += 5;
                break;
            }
        }

        while (end < text.Length && !YamlCharacters.IsBreakOrEnd(text[end]))
        {
            end++;
            if (end - mark.Index > (SnippetLength / 2.0) - 1)
            {
                tail = " ... ";
                end -= 5;
                break;
            }
        }

        var pointer = new string(' ', SnippetIndent + mark.Index - start + head.Length) + "^";
        return $"  in \"<unicode string>\", line {mark.Line + 1}, column {mark.Column + 1}:\n"
            + new string(' ', SnippetIndent) + head + text.Substring(start, end - start) + tail + "\n" + pointer;
    }
}
