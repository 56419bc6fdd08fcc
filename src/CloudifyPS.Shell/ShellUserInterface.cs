using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace CloudifyPS.Shell;

/// <summary>Writes what commands say, and asks what they want to know.</summary>
internal sealed class ShellUserInterface(Terminal terminal) : PSHostUserInterface
{
    // The engine keeps a command's progress coming from other threads too.
    private readonly Lock _gate = new();

    private StyledWriter _output = terminal.Out;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(terminal);

    public override bool SupportsVirtualTerminal => terminal.Out.ShowsStyles;

    public override void Write(string value) => Write(() => _output.Write(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(() => _output.Write(value, StyleOf(foregroundColor, backgroundColor)));

    public override void WriteLine(string value) => Write(() => _output.WriteLine(value));

    public override void WriteErrorLine(string value) =>
        Write(() => terminal.Error.WriteLine(value, PSStyle.Instance.Formatting.Error));

    public override void WriteWarningLine(string message) =>
        Write(() => terminal.Out.WriteLine("WARNING: " + message, PSStyle.Instance.Formatting.Warning));

    public override void WriteVerboseLine(string message) =>
        Write(() => terminal.Out.WriteLine("VERBOSE: " + message, PSStyle.Instance.Formatting.Verbose));

    public override void WriteDebugLine(string message) =>
        Write(() => terminal.Out.WriteLine("DEBUG: " + message, PSStyle.Instance.Formatting.Debug));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            terminal.Progress.Show(record);
        }
    }

    /// <summary>Takes what is written meanwhile for an error: the engine formats an error that ends a command as output.</summary>
    public void WriteToError(Action write)
    {
        _output = terminal.Error;
        try
        {
            write();
        }
        finally
        {
            _output = terminal.Out;
        }
    }

    public override string ReadLine() => Read(() => terminal.ReadLine());

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (!terminal.IsInteractive)
        {
            foreach (var character in ReadLine())
            {
                secret.AppendChar(character);
            }

            return secret;
        }

        ConsoleKeyInfo key;
        while ((key = Read(() => (ConsoleKeyInfo?)terminal.ReadKey())!.Value).Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                terminal.Out.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                terminal.Out.Write("*");
            }
        }

        terminal.Out.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        return descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Ask(field)));
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        string[] labels = [.. choices.Select(choice => choice.Label.Replace("&", ""))];
        string[] keys = [.. choices.Select(choice => KeyOf(choice.Label))];
        var question = string.Join("  ", keys.Zip(labels, (key, label) => $"[{key}] {label}"))
            + (defaultChoice >= 0 ? $"  (default is \"{keys[defaultChoice]}\"): " : ": ");

        while (true)
        {
            Write(question);
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            var choice = Array.FindIndex(keys, key => Matches(key, answer));
            if (choice < 0)
            {
                choice = Array.FindIndex(labels, label => Matches(label, answer));
            }

            if (choice >= 0)
            {
                return choice;
            }
        }
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, default, default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private static bool Matches(string expected, string answer) =>
        expected.Equals(answer, StringComparison.CurrentCultureIgnoreCase);

    /// <summary>The letter behind the ampersand of "&amp;Yes", or the whole label.</summary>
    private static string KeyOf(string label)
    {
        var ampersand = label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand < label.Length - 1
            ? label[ampersand + 1].ToString().ToUpper(CultureInfo.CurrentCulture)
            : label;
    }

    private static string StyleOf(ConsoleColor foreground, ConsoleColor background) =>
        PSStyle.MapForegroundColorToEscapeSequence(foreground)
        + (background == ShellRawUserInterface.NoColor ? "" : PSStyle.MapBackgroundColorToEscapeSequence(background));

    private object Ask(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
        {
            return PromptForCredential("", field.Name, "", "");
        }

        if (type == typeof(SecureString))
        {
            Write(field.Name + ": ");
            return ReadLineAsSecureString();
        }

        if (type.IsArray || typeof(IList).IsAssignableFrom(type))
        {
            return AskMany(field.Name, type);
        }

        Write(field.Name + ": ");
        return LanguagePrimitives.ConvertTo(ReadLine(), type, CultureInfo.InvariantCulture);
    }

    /// <summary>Asks for one element after the other, until an empty line.</summary>
    private object AskMany(string name, Type type)
    {
        List<string> elements = [];
        while (true)
        {
            Write($"{name}[{elements.Count}]: ");
            var element = ReadLine();
            if (element.Length == 0)
            {
                return LanguagePrimitives.ConvertTo(elements.ToArray(), type, CultureInfo.InvariantCulture);
            }

            elements.Add(element);
        }
    }

    private void WriteHeading(params string[] lines)
    {
        foreach (var line in lines.Where(line => !string.IsNullOrEmpty(line)))
        {
            WriteLine(line);
        }
    }

    private void Write(Action write)
    {
        lock (_gate)
        {
            terminal.Progress.Erase();
            write();
        }
    }

    /// <summary>Reads what a command asks for: Ctrl+C stops the command, and the end of the input fails it.</summary>
    private static T Read<T>(Func<T?> read)
    {
        try
        {
            return read() ?? throw new HostException("A command asks for input, and there is no more.");
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
