using System.Management.Automation;
using System.Management.Automation.Internal;

namespace CloudifyPS.Shell;

/// <summary>Text with colours where they can be seen, and without any escape sequence elsewhere.</summary>
internal sealed class StyledWriter(TextWriter writer, bool showsStyles)
{
    public bool ShowsStyles => showsStyles;

    public void Write(string text, string style = "")
    {
        if (!showsStyles)
        {
            writer.Write(new StringDecorated(text).ToString(OutputRendering.PlainText));
        }
        else if (style.Length == 0)
        {
            writer.Write(text);
        }
        else
        {
            writer.Write(style + text + PSStyle.Instance.Reset);
        }
    }

    /// <summary>Moves the cursor or erases: only for a screen.</summary>
    public void Control(string sequence) => writer.Write(sequence);

    public void WriteLine(string text = "", string style = "")
    {
        Write(text, style);
        writer.WriteLine();
    }
}
