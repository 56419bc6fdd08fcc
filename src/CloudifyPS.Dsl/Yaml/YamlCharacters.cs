namespace CloudifyPS.Dsl.Yaml;

/// <summary>The classes of characters in YAML 1.1. The null character is the end of the text.</summary>
internal static class YamlCharacters
{
    public const char End = '\0';

    public static bool IsBreak(char c) => c is '\r' or '\n' or '\x85' or '\u2028' or '\u2029';

    public static bool IsBreakOrEnd(char c) => c == End || IsBreak(c);

    public static bool IsSpaceOrEnd(char c) => c is ' ' or '\t' || IsBreakOrEnd(c);

    public static bool IsWord(char c) => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z' or '-' or '_';

    public static bool IsHex(char c) => c is >= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f';

    public static bool IsUri(char c) => IsWord(c) || ";/?:@&=+$,.!~*'()[]%".IndexOf(c) >= 0;

    /// <summary>Finds the first character that a YAML text must not contain; -1 if there is none.</summary>
    public static int FindUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (c is not ('\t' or '\n' or '\r' or '\x85' or >= ' ' and <= '~' or >= '\xA0' and <= '\uD7FF'
                or >= '\uE000' and <= '\uFFFD'))
            {
                return i;
            }
        }

        return -1;
    }
}
