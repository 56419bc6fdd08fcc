namespace CloudifyPS.Simulator.Listing;

/// <summary>
/// A pattern of SQL's ILIKE: <c>%</c> matches any text, <c>_</c> any character, and a backslash makes the next
/// character literal. Matching takes time in proportion to the lengths of text and pattern.
/// </summary>
internal sealed class LikePattern
{
    private const char AnyText = '\uFFFE';
    private const char AnyCharacter = '\uFFFF';
    private readonly string _pattern;

    /// <exception cref="InvalidOperationException">The pattern ends with a backslash, which databases
    /// reject.</exception>
    public LikePattern(string pattern)
    {
        var characters = new List<char>();
        for (var i = 0; i < pattern.Length; i++)
        {
            var isLiteral = pattern[i] == '\\';
            if (isLiteral && ++i == pattern.Length)
            {
                throw new InvalidOperationException("LIKE pattern must not end with escape character");
            }

            characters.Add(pattern[i] switch
            {
                '%' when !isLiteral => AnyText,
                '_' when !isLiteral => AnyCharacter,
                var c => char.ToLowerInvariant(c),
            });
        }

        _pattern = new string([.. characters]);
    }

    public bool IsMatch(string text)
    {
        // After a mismatch, the last % takes one more character.
        int position = 0, index = 0, restart = -1, taken = 0;
        while (position < text.Length)
        {
            if (index < _pattern.Length && _pattern[index] == AnyText)
            {
                restart = ++index;
                taken = position;
            }
            else if (index < _pattern.Length
                && (_pattern[index] == AnyCharacter || _pattern[index] == char.ToLowerInvariant(text[position])))
            {
                index++;
                position++;
            }
            else if (restart >= 0)
            {
                index = restart;
                position = ++taken;
            }
            else
            {
                return false;
            }
        }

        return _pattern.Skip(index).All(c => c == AnyText);
    }
}
