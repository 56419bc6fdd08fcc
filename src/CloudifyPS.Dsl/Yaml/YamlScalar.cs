using System.Globalization;
using System.Numerics;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Converts scalars to values.</summary>
internal static class YamlScalar
{
    /// <summary>Python's limit for the digits of an integer in text.</summary>
    private const int MaxDigits = 4300;

    public static bool IsScalarTag(string tag) => tag is YamlTag.Null or YamlTag.Boolean or YamlTag.Integer
        or YamlTag.Float or YamlTag.Binary or YamlTag.Timestamp or YamlTag.String;

    /// <exception cref="DslException">The text is no value of the tag's type.</exception>
    public static JValue Create(string tag, string text) => tag switch
    {
        YamlTag.Null => JValue.CreateNull(),
        YamlTag.Boolean => ParseBoolean(text),
        YamlTag.Integer => new JValue(ParseInteger(text)),
        YamlTag.Float => new JValue(ParseFloat(text)),
        YamlTag.Timestamp => ParseTimestamp(text),
        YamlTag.Binary => ParseBinary(text),
        _ => new JValue(text),
    };

    private static JValue ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" => new JValue(true),
        "no" or "false" or "off" => new JValue(false),
        var other => throw Fail(PythonValue.Quote(other)),
    };

    private static object ParseInteger(string text)
    {
        var (isNegative, digits) = SplitSign(text);
        if (digits.Length > MaxDigits)
        {
            throw Fail(
                $"Exceeds the limit ({MaxDigits} digits) for integer string conversion: value has {digits.Length} "
                + "digits; use sys.set_int_max_str_digits() to increase the limit");
        }

        var number = digits switch
        {
            "0" => BigInteger.Zero,
            _ when digits.StartsWith("0b", StringComparison.Ordinal) => ParseDigits(digits.Substring(2), 2),
            _ when digits.StartsWith("0x", StringComparison.Ordinal) => ParseDigits(digits.Substring(2), 16),
            _ when digits[0] == '0' => ParseDigits(digits, 8),
            _ => digits.Split(':').Aggregate(BigInteger.Zero, (sum, part) => (sum * 60) + ParseDigits(part, 10)),
        };
        number = isNegative ? -number : number;
        return number >= long.MinValue && number <= long.MaxValue ? (long)number : number;
    }

    private static BigInteger ParseDigits(string digits, int radix)
    {
        const string Digits = "0123456789abcdef";
        var values = digits.ToLowerInvariant().Select(c => Digits.IndexOf(c)).ToList();
        if (values.Count == 0 || values.Any(value => value < 0 || value >= radix))
        {
            throw Fail($"invalid literal for int() with base {radix}: {PythonValue.Quote(digits)}");
        }

        return radix == 10
            ? BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : values.Aggregate(BigInteger.Zero, (sum, value) => (sum * radix) + value);
    }

    private static double ParseFloat(string text)
    {
        var (isNegative, digits) = SplitSign(text.ToLowerInvariant());
        var number = digits switch
        {
            ".inf" => double.PositiveInfinity,
            ".nan" => double.NaN,
            _ => digits.Split(':').Aggregate(0.0, (sum, part) => (sum * 60) + ParseDecimal(part)),
        };
        return isNegative ? -number : number;
    }

    private static double ParseDecimal(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fail($"could not convert string to float: {PythonValue.Quote(text)}");

    private static (bool IsNegative, string Digits) SplitSign(string text)
    {
        var digits = text.Replace("_", "");
        if (digits.Length == 0)
        {
            throw Fail("string index out of range");
        }

        var unsigned = digits[0] is '-' or '+' ? digits.Substring(1) : digits;
        return unsigned.Length > 0 ? (digits[0] == '-', unsigned) : throw Fail("string index out of range");
    }

    private static JValue ParseTimestamp(string text)
    {
        if (YamlTag.Resolve(text) != YamlTag.Timestamp)
        {
            throw Fail("'NoneType' object has no attribute 'groupdict'");
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var time)
            ? new JValue(time)
            : throw Fail("day is out of range for month");
    }

    private static JValue ParseBinary(string text)
    {
        try
        {
            return new JValue(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw Fail("failed to decode base64 data: Incorrect padding");
        }
    }

    private static DslException Fail(string message) => new(DslError.FailedParsing, message);
}
