using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Declares the values of a parameter. A value is accepted in any letter case and converted to the manager's spelling,
/// because managers compare it exactly. An empty text, such as an empty cell of a CSV file, means that the value is not
/// specified.
/// </summary>
/// <param name="set">The type of the set, which derives from <see cref="FixedValues"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FixedValuesAttribute(Type set) : ArgumentTransformationAttribute
{
    private readonly FixedValues _set = (FixedValues)Activator.CreateInstance(set)!;

    /// <summary>
    /// Gets or sets whether other values are also accepted, because a manager can define more values.
    /// </summary>
    public bool AllowOthers { get; set; }

    /// <summary>Gets the accepted values; empty if other values are also accepted.</summary>
    public IReadOnlyList<string> AcceptedValues => AllowOthers ? [] : _set.Values;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list
            ? list.Cast<object?>().Select(Spell).ToArray()
            : Spell(inputData);
    }

    private object? Spell(object? value)
    {
        var text = value?.ToString();
        return string.IsNullOrEmpty(text)
            ? null
            : _set.Values.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? (AllowOthers
                    ? text
                    : throw new ArgumentTransformationMetadataException(
                        $"'{text}' is not one of: {string.Join(", ", _set.Values)}."));
    }
}
