using System.Management.Automation;

namespace CloudifyPS.Shell;

/// <summary>One line typed at a terminal: arrows, Home, End, history, completion with Tab.</summary>
/// <param name="terminal">Where it is typed.</param>
/// <param name="complete">Completes a text at a position; no completion when null.</param>
internal sealed class LineEditor(Terminal terminal, Func<string, int, CommandCompletion?>? complete = null)
{
    private readonly List<string> _history = [];

    private string _text = "";
    private int _cursor;

    // Where the terminal's cursor is, counted in characters from the beginning of the line.
    private int _drawnCursor;
    private int _startColumn;

    /// <summary>Reads a line and remembers it.</summary>
    /// <returns>The line, or null when Ctrl+D was typed on an empty one.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was typed.</exception>
    public string? ReadLine()
    {
        (_text, _cursor, _drawnCursor) = ("", 0, 0);
        _startColumn = Terminal.CursorColumn;
        var past = _history.Count;
        CommandCompletion? completion = null;

        while (true)
        {
            var key = terminal.ReadKey();
            if (key.Key != ConsoleKey.Tab)
            {
                completion = null;
            }

            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    MoveTo(_text.Length);
                    Draw();
                    terminal.Out.WriteLine();
                    Remember();
                    return _text;
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && _text.Length == 0:
                    terminal.Out.WriteLine();
                    return null;
                case ConsoleKey.LeftArrow:
                    MoveTo(_cursor - 1);
                    break;
                case ConsoleKey.RightArrow:
                    MoveTo(_cursor + 1);
                    break;
                case ConsoleKey.Home:
                    MoveTo(0);
                    break;
                case ConsoleKey.End:
                    MoveTo(_text.Length);
                    break;
                case ConsoleKey.Backspace when _cursor > 0:
                    Replace(_cursor - 1, 1, "");
                    break;
                case ConsoleKey.Delete when _cursor < _text.Length:
                    Replace(_cursor, 1, "");
                    break;
                case ConsoleKey.Escape:
                    Replace(0, _text.Length, "");
                    break;
                case ConsoleKey.UpArrow when past > 0:
                    Replace(0, _text.Length, _history[--past]);
                    break;
                case ConsoleKey.DownArrow when past < _history.Count:
                    past++;
                    Replace(0, _text.Length, past < _history.Count ? _history[past] : "");
                    break;
                case ConsoleKey.Tab:
                    completion ??= complete?.Invoke(_text, _cursor);
                    Complete(completion, forward: key.Modifiers != ConsoleModifiers.Shift);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        Replace(_cursor, 0, key.KeyChar.ToString());
                    }

                    break;
            }

            Draw();
        }
    }

    private void Remember()
    {
        if (_text.Length > 0 && (_history.Count == 0 || _history[^1] != _text))
        {
            _history.Add(_text);
        }
    }

    private void Complete(CommandCompletion? completion, bool forward)
    {
        if (completion?.GetNextResult(forward) is not { } result)
        {
            return;
        }

        Replace(completion.ReplacementIndex, completion.ReplacementLength, result.CompletionText);

        // The next Tab replaces what this one wrote.
        completion.ReplacementLength = result.CompletionText.Length;
    }

    private void MoveTo(int position) => _cursor = Math.Clamp(position, 0, _text.Length);

    private void Replace(int start, int length, string text)
    {
        _text = _text.Remove(start, length).Insert(start, text);
        _cursor = start + text.Length;
    }

    /// <summary>Writes the line again from its beginning, over as many rows as it needs.</summary>
    private void Draw()
    {
        var width = terminal.Size.Width;
        var end = _startColumn + _text.Length;
        Up((_startColumn + _drawnCursor) / width);
        Column(_startColumn);
        terminal.Out.Write(_text);

        // A terminal leaves the cursor behind the last column until there is more to write.
        terminal.Out.Control(end % width == 0 && _text.Length > 0 ? "\r\n\e[J" : "\e[J");
        Up((end / width) - ((_startColumn + _cursor) / width));
        Column((_startColumn + _cursor) % width);
        _drawnCursor = _cursor;
    }

    private void Up(int rows) => terminal.Out.Control(rows > 0 ? $"\e[{rows}A" : "");

    private void Column(int column) => terminal.Out.Control($"\e[{column + 1}G");
}
