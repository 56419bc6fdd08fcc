using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Converts the value of -Label.</summary>
internal static class LabelInput
{
    /// <summary>Gets the keys and values of the labels. A key with several values results in several labels.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ToPairs(Hashtable? labels) => labels
        ?.Cast<DictionaryEntry>()
        .SelectMany(entry => (LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value])
            .Select(value => new KeyValuePair<string, string>(Text(entry.Key), Text(value))))
        .ToList();

    private static string Text(object? value) =>
        (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
}
