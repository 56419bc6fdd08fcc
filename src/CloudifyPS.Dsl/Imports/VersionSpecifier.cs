using System.Globalization;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Evaluates conditions on a version: <c>&gt;=2.0</c>, <c>~=1.4</c>, <c>1.2.3</c>.</summary>
internal static class VersionSpecifier
{
    private static readonly string[] Operators = ["===", "==", ">=", "<=", "!=", "~=", ">", "<"];

    public static bool Matches(string specifier, string version)
    {
        var text = specifier.Trim();
        var op = Operators.FirstOrDefault(o => text.StartsWith(o, StringComparison.Ordinal)) ?? "";
        var wanted = text.Substring(op.Length).Trim();
        var order = Compare(version, wanted);
        return op switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "!=" => !IsEqual(version, wanted),
            "~=" => order >= 0 && IsSameSeries(version, wanted),
            "==" => IsEqual(version, wanted),
            _ => version == wanted,
        };
    }

    public static string Describe(IEnumerable<string> specifiers) => string.Join(
        ",",
        specifiers.Select(s => Operators.Any(o => s.Trim().StartsWith(o, StringComparison.Ordinal)) ? s.Trim() : "===" + s));

    public static int Compare(string left, string right)
    {
        int[] a = Numbers(left), b = Numbers(right);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = (i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static bool IsEqual(string version, string wanted) => wanted.EndsWith(".*", StringComparison.Ordinal)
        ? (version + ".").StartsWith(wanted.Substring(0, wanted.Length - 1), StringComparison.Ordinal)
        : Compare(version, wanted) == 0;

    private static bool IsSameSeries(string version, string wanted)
    {
        var series = Numbers(wanted);
        return Numbers(version).Take(series.Length - 1).SequenceEqual(series.Take(series.Length - 1));
    }

    private static int[] Numbers(string version) =>
    [
        .. version.Split('.', '-', '+').Select(part => int.TryParse(
            new string([.. part.TakeWhile(char.IsDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0),
    ];
}
