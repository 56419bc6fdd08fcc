using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>Formats values as Python's operator <c>%</c> does.</summary>
internal static class PythonFormat
{
    private const int MaxWidth = 1000;

    private static readonly Regex Specifier = new(
        @"%(\((?<name>[^)]*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d+)?(\.(?<precision>\*|\d*))?(?<type>.)?",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <param name="format">The format.</param>
    /// <param name="arguments">The values; names in the format are those of a single dictionary.</param>
    /// <exception cref="PythonException">The values do not fit the format.</exception>
    public static string Apply(string format, IReadOnlyList<JToken> arguments)
    {
        var map = arguments.Count == 1 ? arguments[0] as JObject : null;
        var next = 0;
        var text = Specifier.Replace(format, match =>
        {
            var type = match.Groups["type"].Value;
            if (type == "%")
            {
                return "%";
            }

            if (type.Length == 0)
            {
                throw new PythonException("ValueError", "incomplete format");
            }

            var width = Number(match.Groups["width"].Value);
            int? precision = match.Groups["precision"] is { Success: true } given ? Number(given.Value) ?? 0 : null;
            JToken value;
            if (match.Groups["name"].Success)
            {
                var name = match.Groups["name"].Value;
                value = map is null
                    ? throw new PythonException("TypeError", "format requires a mapping")
                    : map[name] ?? throw new PythonException("KeyError", name);
            }
            else
            {
                value = Next();
            }

            var flags = match.Groups["flags"].Value;
            return Pad(Convert(type, flags, precision, value), flags, width);
        });
        return map is not null || next >= arguments.Count
            ? text
            : throw new PythonException("TypeError", "not all arguments converted during string formatting");

        JToken Next() => next < arguments.Count
            ? arguments[next++]
            : throw new PythonException("TypeError", "not enough arguments for format string");

        int? Number(string digits) => digits switch
        {
            "" => null,
            "*" => Next() is JValue { Value: long count } ? (int)Math.Min(count, MaxWidth)
                : throw new PythonException("TypeError", "* wants int"),
            _ => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Math.Min(number, MaxWidth)
                : MaxWidth,
        };
    }

    private static string Convert(string type, string flags, int? precision, JToken value)
    {
        switch (type)
        {
            case "s":
                return Cut(PythonValue.Str(value), precision);
            case "r" or "a":
                return Cut(PythonValue.Repr(value), precision);
            case "c":
                return value is JValue { Value: string { Length: 1 } letter } ? letter
                    : value is JValue { Value: long code and >= 0 and < 0xD800 } ? ((char)code).ToString()
                    : throw new PythonException("TypeError", "%c requires int or char");
            case "d" or "i" or "u":
                return Signed(Integer(type, value), flags, number => number.ToString(CultureInfo.InvariantCulture));
            case "x":
                return Signed(Integer(type, value), flags, number => Prefix(flags, "0x") + Digits(number, 16));
            case "X":
                return Signed(
                    Integer(type, value), flags, number => Prefix(flags, "0X") + Digits(number, 16).ToUpperInvariant());
            case "o":
                return Signed(Integer(type, value), flags, number => Prefix(flags, "0o") + Digits(number, 8));
            case "e" or "E" or "f" or "F" or "g" or "G":
                var real = Real(value);
                var digits = Math.Min(precision ?? 6, 99);
                var text = type switch
                {
                    "f" or "F" => Math.Abs(real).ToString("F" + digits, CultureInfo.InvariantCulture),
                    "e" or "E" => Exponent(Math.Abs(real), digits),
                    _ => General(Math.Abs(real), Math.Max(digits, 1)),
                };
                return Sign(real < 0, flags) + (char.IsUpper(type[0]) ? text.ToUpperInvariant() : text);
            default:
                throw new PythonException(
                    "ValueError",
                    $"unsupported format character '{type}' (0x{(int)type[0]:x})");
        }
    }

    private static string Cut(string text, int? length) =>
        length is { } limit && limit < text.Length ? text.Substring(0, limit) : text;

    private static string Pad(string text, string flags, int? width)
    {
        if (width is not { } length || text.Length >= length)
        {
            return text;
        }

        if (flags.Contains("-"))
        {
            return text.PadRight(length);
        }

        if (!flags.Contains("0") || text.Length == 0 || !text.Any(char.IsDigit))
        {
            return text.PadLeft(length);
        }

        var sign = text[0] is '-' or '+' or ' ' ? 1 : 0;
        return text.Substring(0, sign) + new string('0', length - text.Length) + text.Substring(sign);
    }

    private static string Prefix(string flags, string prefix) => flags.Contains("#") ? prefix : "";

    private static string Signed(BigInteger number, string flags, Func<BigInteger, string> digits) =>
        Sign(number.Sign < 0, flags) + digits(BigInteger.Abs(number));

    private static string Sign(bool isNegative, string flags) =>
        isNegative ? "-" : flags.Contains("+") ? "+" : flags.Contains(" ") ? " " : "";

    private static string Digits(BigInteger number, int radix)
    {
        var text = new StringBuilder();
        do
        {
            text.Insert(0, "0123456789abcdef"[(int)(number % radix)]);
            number /= radix;
        }
        while (number > 0);
        return text.ToString();
    }

    private static BigInteger Integer(string type, JToken value) => value switch
    {
        JValue { Value: long number } => number,
        JValue { Value: int number } => number,
        JValue { Value: BigInteger number } => number,
        JValue { Value: bool flag } => flag ? 1 : 0,
        JValue { Value: double number } when type is "d" or "i" or "u" && !double.IsNaN(number)
            && !double.IsInfinity(number) => new BigInteger(number),
        _ => throw new PythonException(
            "TypeError",
            type is "d" or "i" or "u"
                ? $"%{type} format: a real number is required, not {PythonValue.TypeName(value)}"
                : $"%{type} format: an integer is required, not {PythonValue.TypeName(value)}"),
    };

    private static double Real(JToken value) => value switch
    {
        { Type: JTokenType.Integer or JTokenType.Float } => (double)value,
        JValue { Value: bool flag } => flag ? 1 : 0,
        _ => throw new PythonException("TypeError", $"must be real number, not {PythonValue.TypeName(value)}"),
    };

    private static string Exponent(double number, int digits) => number.ToString(
        (digits == 0 ? "0" : "0." + new string('0', digits)) + "e+00", CultureInfo.InvariantCulture);

    private static string General(double number, int digits)
    {
        var exponent = number == 0
            ? 0
            : int.Parse(Exponent(number, digits - 1).Split('e')[1], CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < digits)
        {
            return Trim(number.ToString("F" + Math.Min(digits - 1 - exponent, 99), CultureInfo.InvariantCulture));
        }

        var parts = Exponent(number, digits - 1).Split('e');
        return $"{Trim(parts[0])}e{parts[1]}";
    }

    private static string Trim(string number) => number.Contains(".") ? number.TrimEnd('0').TrimEnd('.') : number;
}
