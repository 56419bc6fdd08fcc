using System.Management.Automation;
using System.Management.Automation.Host;

namespace CloudifyPS.Shell;

/// <summary>Where the shell reads and writes: a person's terminal, or what input and output are redirected to.</summary>
internal sealed class Terminal
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    private readonly TextReader _input;

    internal Terminal(TextReader input, StyledWriter output, StyledWriter error)
    {
        _input = input;
        Out = output;
        Error = error;
        Progress = new ProgressLine(this);
    }

    public StyledWriter Out { get; }

    public StyledWriter Error { get; }

    public ProgressLine Progress { get; }

    /// <summary>Somebody sits at it: input is typed, and what is written can be changed again.</summary>
    public bool IsInteractive { get; private init; }

    /// <summary>Output is seen at once, by a person, and the cursor can be moved.</summary>
    public bool CanMoveCursor { get; private init; }

    /// <summary>Columns and rows; an imagined 120 x 50 where there is no window.</summary>
    public Size Size =>
        CanMoveCursor && Console.WindowWidth > 0
            ? new Size(Console.WindowWidth, Console.WindowHeight)
            : new Size(DefaultWidth, DefaultHeight);

    public static Terminal FromConsole()
    {
        bool canMoveCursor = !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") != "dumb"
            && EscapeSequences.TryEnable();
        bool hasColours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        bool outputHasColours = canMoveCursor && hasColours;
        if (!outputHasColours)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        return new Terminal(
            Console.In,
            new StyledWriter(Console.Out, outputHasColours),
            new StyledWriter(Console.Error, outputHasColours && !Console.IsErrorRedirected))
        {
            CanMoveCursor = canMoveCursor,
            IsInteractive = canMoveCursor && !Console.IsInputRedirected,
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
        if (!IsInteractive)
        {
            throw new HostException("A key can only be read from a terminal.");
        }

        Console.TreatControlCAsInput = true;
        try
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
            {
                Out.WriteLine();
                throw new OperationCanceledException();
            }

            return key;
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
