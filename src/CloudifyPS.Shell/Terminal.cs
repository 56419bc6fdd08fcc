using System.Management.Automation;
using System.Management.Automation.Host;

namespace CloudifyPS.Shell;

/// <summary>Where the shell reads and writes: a person's terminal, or what input and output are redirected to.</summary>
internal sealed class Terminal
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    private readonly TextReader _input;
    private readonly Func<ConsoleKeyInfo>? _readKey;

    internal Terminal(TextReader input, StyledWriter output, StyledWriter error, Func<ConsoleKeyInfo>? readKey = null)
    {
        _input = input;
        _readKey = readKey;
        Out = output;
        Error = error;
        Progress = new ProgressLine(this);
    }

    public StyledWriter Out { get; }

    public StyledWriter Error { get; }

    public ProgressLine Progress { get; }

    /// <summary>Somebody sits at it: input is typed, and can be edited.</summary>
    public bool IsInteractive => _readKey is not null;

    /// <summary>Output is a screen: the cursor can be moved, and what was written can be changed again.</summary>
    public bool CanMoveCursor { get; internal init; }

    /// <summary>Columns and rows; an imagined 120 x 50 where there is no window.</summary>
    public Size Size =>
        CanMoveCursor && Console.WindowWidth > 0
            ? new Size(Console.WindowWidth, Console.WindowHeight)
            : new Size(DefaultWidth, DefaultHeight);

    /// <summary>The column of the cursor, from 0.</summary>
    public static int CursorColumn => Console.IsOutputRedirected ? 0 : Console.CursorLeft;

    /// <summary>The console of this process, as far as it is one.</summary>
    public static Terminal FromConsole()
    {
        var canMoveCursor = !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") != "dumb"
            && EscapeSequences.TryEnable();
        var hasColours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var outputHasColours = canMoveCursor && hasColours;
        if (!outputHasColours)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        return new Terminal(
            Console.In,
            new StyledWriter(Console.Out, outputHasColours),
            new StyledWriter(Console.Error, outputHasColours && !Console.IsErrorRedirected),
            canMoveCursor && !Console.IsInputRedirected ? ReadConsoleKey : null)
        {
            CanMoveCursor = canMoveCursor,
        };
    }

    /// <summary>Reads one line: edited at a terminal, as it comes from elsewhere.</summary>
    /// <param name="editor">Who edits it at a terminal; a plain one when null.</param>
    /// <returns>The line, or null at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was typed.</exception>
    public string? ReadLine(LineEditor? editor = null)
    {
        if (!IsInteractive)
        {
            return _input.ReadLine();
        }

        return (editor ?? new LineEditor(this)).ReadLine();
    }

    /// <summary>Reads one key without showing it; Ctrl+C is a key like others.</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C was typed.</exception>
    public ConsoleKeyInfo ReadKey()
    {
        if (_readKey is null)
        {
            throw new HostException("A key can only be read from a terminal.");
        }

        var key = _readKey();
        if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
        {
            Out.WriteLine();
            throw new OperationCanceledException();
        }

        return key;
    }

    private static ConsoleKeyInfo ReadConsoleKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
