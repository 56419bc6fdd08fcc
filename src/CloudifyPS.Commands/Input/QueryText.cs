using System.Globalization;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Values as a query of the manager has them.</summary>
internal static class QueryText
{
    /// <summary>Gets null for an empty text: the empty cell of a CSV file is a value that was not given.</summary>
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Gets the text of a value: true and false in lower case, numbers and times culture-invariant.</summary>
    public static string Of(object? value) =>
        value is PSObject { BaseObject: bool } or bool or SwitchParameter
            ? LanguagePrimitives.IsTrue(value) ? "true" : "false"
            : (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
}
