using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>The operator <c>%</c>; the expected texts are those of Python 3.11.</summary>
public sealed class PythonFormatTests
{
    [Theory]
    [InlineData(
        "%s|%r|%d|%5.2f|%05d|%-5s|%5s|%x|%X|%o|%e|%c|%%",
        """["a", "b", 7, 3.14159, 42, "l", "r", 255, 255, 8, 12345.678, "z"]""",
        "a|'b'|7| 3.14|00042|l    |    r|ff|FF|10|1.234568e+04|z|%")]
    [InlineData("%(one)s and %(two)d", """[{"one": "x", "two": 2}]""", "x and 2")]
    [InlineData("list %s", """[[1, "a", null, true, 1.0]]""", "list [1, 'a', None, True, 1.0]")]
    [InlineData("%i %u %g %g %g", "[3, 4, 0.5, 1e20, 0.00001]", "3 4 0.5 1e+20 1e-05")]
    [InlineData("%r", """["it's"]""", "\"it's\"")]
    [InlineData("%*d|%.*f", "[5, 3, 1, 2.25]", "    3|2.2")]
    [InlineData("%+d % d %#x %#o", "[5, 5, 255, 8]", "+5  5 0xff 0o10")]
    [InlineData("%.3s|%10.2s|", """["abcdef", "xyz"]""", "abc|        xy|")]
    [InlineData("%d %d %05d", "[3.9, true, -42]", "3 1 -0042")]
    [InlineData("%G %E %.0f", "[1e-10, 1.5, 0.4]", "1E-10 1.500000E+00 0")]
    [InlineData("no specifier", "[{}]", "no specifier")]
    public void ValuesAreFormatted(string format, string arguments, string expected) =>
        Assert.Equal(expected, PythonFormat.Apply(format, [.. JArray.Parse(arguments)]));

    [Theory]
    [InlineData("%s %s", "[1]", "TypeError", "not enough arguments for format string")]
    [InlineData("%s", "[1, 2]", "TypeError", "not all arguments converted during string formatting")]
    [InlineData("%d", """["x"]""", "TypeError", "%d format: a real number is required, not str")]
    [InlineData("%x", "[1.5]", "TypeError", "%x format: an integer is required, not float")]
    [InlineData("%f", """["x"]""", "TypeError", "must be real number, not str")]
    [InlineData("%(a)s", "[1]", "TypeError", "format requires a mapping")]
    [InlineData("%(a)s", "[{}]", "KeyError", "a")]
    [InlineData("100%", "[1]", "ValueError", "incomplete format")]
    public void ValuesThatDoNotFitRaise(string format, string arguments, string type, string message)
    {
        var error = Assert.Throws<PythonException>(() => PythonFormat.Apply(format, [.. JArray.Parse(arguments)]));

        Assert.Equal((type, message), (error.Type, error.Message));
    }
}
