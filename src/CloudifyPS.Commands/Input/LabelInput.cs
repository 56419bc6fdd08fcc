using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Converts labels as users write them.</summary>
internal static class LabelInput
{
    /// <summary>Gets the key and the value of every label. A key with several values is several labels.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ToPairs(Hashtable? labels) => labels
        ?.Cast<DictionaryEntry>()
        .SelectMany(entry => (LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value])
            .Select(value => new KeyValuePair<string, string>(Text(entry.Key), Text(value))))
        .ToList();

    private static string Text(object? value) =>
        (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
}
