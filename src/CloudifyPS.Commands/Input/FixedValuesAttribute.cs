using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Declares the values of a parameter. A value is accepted in any letter case and sent in the manager's spelling, which
/// managers compare exactly. An empty text, as an empty cell of a CSV file has it, is a value that was not given.
/// </summary>
/// <param name="set">The set: a <see cref="FixedValues"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FixedValuesAttribute(Type set) : ArgumentTransformationAttribute
{
    private readonly FixedValues _set = (FixedValues)Activator.CreateInstance(set)!;

    /// <summary>Gets or sets whether other values are accepted: a manager can have roles of its own.</summary>
    public bool AllowOthers { get; set; }

    /// <summary>Gets the only values that are accepted; none where others are, too.</summary>
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
