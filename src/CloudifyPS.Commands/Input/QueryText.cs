using System.Globalization;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Converts values to text for queries.</summary>
internal static class QueryText
{
    /// <summary>
    /// Gets null for an empty text, because an empty cell of a CSV file means that a value is not specified.
    /// </summary>
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Gets the text of a value: true and false in lower case, numbers and times culture-invariant.</summary>
    public static string Of(object? value) =>
        value is PSObject { BaseObject: bool } or bool or SwitchParameter
            ? LanguagePrimitives.IsTrue(value) ? "true" : "false"
            : (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
}
