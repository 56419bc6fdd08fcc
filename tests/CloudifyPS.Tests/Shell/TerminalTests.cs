using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using CloudifyPS.Shell;

namespace CloudifyPS.Tests.Shell;

public class TerminalTests
{
    private static readonly Collection<ChoiceDescription> YesNo = [new("&Yes"), new("&No"), new("Yes to &All")];

    private readonly StringWriter _output = new();

    [Theory]
    [InlineData("n", 1)]
    [InlineData("No", 1)]
    [InlineData("yes to all", 2)]
    [InlineData("", 0)]
    [InlineData("what?\nA", 2)]
    public void AChoiceIsMadeByLetterByLabelOrByDefault(string answer, int expected)
    {
        var ui = new ShellUserInterface(Redirected(answer + "\n"));

        Assert.Equal(expected, ui.PromptForChoice("Confirm", "Sure?", YesNo, 0));
        Assert.Contains("[Y] Yes  [N] No  [A] Yes to All", _output.ToString());
    }

    [Fact]
    public void InputThatEndsBeforeAnAnswerIsAnErrorAndNotALoop()
    {
        var ui = new ShellUserInterface(Redirected(""));

        Assert.Throws<HostException>(() => ui.PromptForChoice("Confirm", "Sure?", YesNo, 0));
    }

    [Fact]
    public void ACredentialIsAskedForAndThePasswordIsNotShown()
    {
        var ui = new ShellUserInterface(Typed("admin\rsecret\bt\r"));

        var credential = ui.PromptForCredential("Log in", "", "", "").GetNetworkCredential();

        Assert.Equal(("admin", "secret"), (credential.UserName, credential.Password));
        Assert.DoesNotContain("secre", _output.ToString());
    }

    [Theory]
    [InlineData("abc\r", "abc")]
    [InlineData("abc\b\bx\r", "ax")]
    [InlineData("ac←b\r", "abc")]
    [InlineData("b⇤a⇥c\r", "abc")]
    [InlineData("one\rtwo\r↑↑\r", "one")]
    [InlineData("one\rtwo\r↑↑↓\r", "two")]
    public void ALineIsEdited(string keys, string expected)
    {
        var terminal = Typed(keys);
        var editor = new LineEditor(terminal);

        string? line = null;
        for (var i = 0; i < keys.Count(key => key == '\r'); i++)
        {
            line = editor.ReadLine();
        }

        Assert.Equal(expected, line);
    }

    [Fact]
    public void CtrlDOnAnEmptyLineEndsTheInput() => Assert.Null(new LineEditor(Typed("\u0004")).ReadLine());

    [Fact]
    public void CtrlCGivesALineUp() =>
        Assert.Throws<OperationCanceledException>(() => new LineEditor(Typed("abc\u0003")).ReadLine());

    [Fact]
    public void ProgressIsOneLineThatMakesWayForOutputAndGoesWhenItIsDone()
    {
        var ui = new ShellUserInterface(Typed(""));
        var record = new ProgressRecord(1, "Installing", "web_1 starts") { PercentComplete = 50 };

        ui.WriteProgress(0, record);
        ui.WriteProgress(0, new ProgressRecord(1, "Installing", "too soon to be shown"));
        ui.WriteLine("output");
        record.RecordType = ProgressRecordType.Completed;
        ui.WriteProgress(0, record);

        Assert.Equal($"Installing [##########          ] 50% web_1 starts\r\e[Koutput{Environment.NewLine}", _output.ToString());
    }

    [Theory]
    [InlineData(false, "a red word")]
    [InlineData(true, "a \e[31mred\e[0m word")]
    public void ColoursAreWrittenOnlyWhereTheyAreSeen(bool showsStyles, string expected)
    {
        new StyledWriter(_output, showsStyles).Write("a \e[31mred\e[0m word");

        Assert.Equal(expected, _output.ToString());
    }

    [Fact]
    public void WithoutAWindowLinesAre120ColumnsWide() =>
        Assert.Equal(120, new ShellUserInterface(Redirected("")).RawUI.BufferSize.Width);

    private Terminal Redirected(string input) =>
        new(new StringReader(input), new StyledWriter(_output, false), new StyledWriter(_output, false));

    private Terminal Typed(string keys)
    {
        var queue = new Queue<ConsoleKeyInfo>(keys.Select(KeyOf));
        var writer = new StyledWriter(_output, false);
        return new Terminal(TextReader.Null, writer, writer, queue.Dequeue) { CanMoveCursor = true };
    }

    private static ConsoleKeyInfo KeyOf(char key) => key switch
    {
        '\r' => new ConsoleKeyInfo(key, ConsoleKey.Enter, false, false, false),
        '\b' => new ConsoleKeyInfo(key, ConsoleKey.Backspace, false, false, false),
        '←' => new ConsoleKeyInfo('\0', ConsoleKey.LeftArrow, false, false, false),
        '⇤' => new ConsoleKeyInfo('\0', ConsoleKey.Home, false, false, false),
        '⇥' => new ConsoleKeyInfo('\0', ConsoleKey.End, false, false, false),
        '↑' => new ConsoleKeyInfo('\0', ConsoleKey.UpArrow, false, false, false),
        '↓' => new ConsoleKeyInfo('\0', ConsoleKey.DownArrow, false, false, false),
        '\u0003' => new ConsoleKeyInfo(key, ConsoleKey.C, false, false, control: true),
        '\u0004' => new ConsoleKeyInfo(key, ConsoleKey.D, false, false, control: true),
        _ => new ConsoleKeyInfo(key, (ConsoleKey)char.ToUpperInvariant(key), false, false, false),
    };
}
