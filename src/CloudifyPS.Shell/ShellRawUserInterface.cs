using System.Management.Automation.Host;

namespace CloudifyPS.Shell;

/// <summary>The window: its size, its colours, its keys. Nothing reads or scrolls what has been written.</summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    /// <summary>The terminal's own colour, whichever it is.</summary>
    public const ConsoleColor NoColor = (ConsoleColor)(-1);

    public override ConsoleColor ForegroundColor { get; set; } = NoColor;

    public override ConsoleColor BackgroundColor { get; set; } = NoColor;

    public override Size BufferSize
    {
        get => terminal.Size;
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => terminal.Size;
        set => throw Unsupported();
    }

    public override Size MaxWindowSize => terminal.Size;

    public override Size MaxPhysicalWindowSize => terminal.Size;

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw Unsupported();
    }

    public override Coordinates CursorPosition
    {
        get => terminal.CanMoveCursor ? new Coordinates(Console.CursorLeft, Console.CursorTop) : default;
        set
        {
            if (terminal.CanMoveCursor)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "CloudifyPS";

    public override bool KeyAvailable => terminal.IsInteractive && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = terminal.ReadKey();
        if (!options.HasFlag(ReadKeyOptions.NoEcho))
        {
            terminal.Out.Write(key.KeyChar.ToString());
        }

        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            terminal.ReadKey();
        }
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    private static NotSupportedException Unsupported() =>
        new("The window of this shell cannot be changed or read by scripts.");
}
