using System.Management.Automation;

namespace CloudifyPS;

/// <summary>
/// Colours text with the sequences of <c>$PSStyle</c>. The engine removes them where the output is plain:
/// <c>$PSStyle.OutputRendering</c>, NO_COLOR, files. Without <c>$PSStyle</c> (before PowerShell 7.2) text stays plain.
/// </summary>
internal static class TextStyle
{
    private static readonly object? Style = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null);

    public static string Good(string text) => Apply("Foreground", "Green", text);

    public static string Attention(string text) => Apply("Foreground", "Yellow", text);

    public static string Failed(string text) => Apply("Foreground", "Red", text);

    public static string Muted(string text) => Apply("Foreground", "BrightBlack", text);

    private static string Apply(string group, string name, string text)
    {
        if (Style is null || text.Length == 0)
        {
            return text;
        }

        var colors = Style.GetType().GetProperty(group)!.GetValue(Style)!;
        return $"{colors.GetType().GetProperty(name)!.GetValue(colors)}{text}\u001b[0m";
    }
}
