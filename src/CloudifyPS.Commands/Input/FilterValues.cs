using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using CloudifyPS.Client.Json;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Reads the value of -Filter. Filters that the manager evaluates correctly are sent, and the others are evaluated
/// here. A filter that cannot be evaluated causes an error.
/// </summary>
/// <typeparam name="T">The type of the resources.</typeparam>
internal sealed class FilterValues<T>
    where T : Resource
{
    private static readonly Dictionary<string, IReadOnlyList<string>> FixedSets = new(StringComparer.Ordinal)
    {
        ["visibility"] = new FixedValues.Visibilities().Values,
        ["resource_availability"] = new FixedValues.Visibilities().Values,
        ["Execution.status"] = new FixedValues.ExecutionStatuses().Values,
        ["Snapshot.status"] = new FixedValues.SnapshotStatuses().Values,
        ["installation_status"] = new FixedValues.InstallationStatuses().Values,
        ["deployment_status"] = new FixedValues.DeploymentStatuses().Values,
        ["sub_services_status"] = new FixedValues.DeploymentStatuses().Values,
        ["sub_environments_status"] = new FixedValues.DeploymentStatuses().Values,
    };

    private readonly List<KeyValuePair<string, string>> _sent = [];
    private readonly List<string> _compared = [];
    private readonly List<Func<T, bool>> _conditions = [];

    /// <param name="filter">The attributes and values; null for none.</param>
    /// <exception cref="ArgumentException">An attribute or a value cannot be used.</exception>
    public FilterValues(Hashtable? filter)
    {
        foreach (DictionaryEntry entry in filter ?? [])
        {
            Add(
                Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value]);
        }
    }

    /// <summary>Gets the filters to send: the attributes, under the manager's names, and the values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sent => _sent;

    /// <summary>Gets the attributes that are compared here.</summary>
    public IReadOnlyList<string> Compared => _compared;

    /// <summary>Returns whether a resource meets the filters that are evaluated here.</summary>
    public bool IsMet(T resource) => _conditions.All(condition => condition(resource));

    private static bool IsScalar(Type type) => type == typeof(string) || type.IsValueType;

    // Manager 7.0.5 responds to a filter by this attribute with an internal error.
    private static bool IsBroken(string name) => name == "latest_execution_status";

    // A manager stores some times in microseconds and returns milliseconds. A community edition ignores filters of
    // tenants.
    private static bool IsInexact(PropertyInfo property, string name) =>
        property.PropertyType == typeof(DateTimeOffset?)
        || OperationCounts.Contains(name)
        || typeof(T) == typeof(Tenant);

    private static object? Comparable(object? value) => value switch
    {
        DateTimeOffset time => time.UtcTicks / TimeSpan.TicksPerMillisecond,
        int number => (long)number,
        _ => value,
    };

    private static string Usable() => string.Join(", ", typeof(T).GetProperties()
        .Where(property => property.CanWrite && IsScalar(property.PropertyType))
        .Where(property => !IsBroken(SnakeCase.FromPascal(property.Name)))
        .Select(property => property.Name)
        .OrderBy(name => name, StringComparer.Ordinal));

    private static ArgumentException Wrong(string key, string text, string wanted) =>
        new($"The value '{text}' of the filter {key} is not {wanted}.");

    private void Add(string key, IEnumerable<object?> wanted)
    {
        var name = ResourceShapes.NameOf<T>(key);
        var property = typeof(T).GetProperties()
            .FirstOrDefault(one => one.CanWrite && ResourceShapes.NameOf(one) == name);
        if (key.StartsWith("_", StringComparison.Ordinal)
            || IsBroken(name)
            || (property is not null && !IsScalar(property.PropertyType)))
        {
            throw new ArgumentException($"The manager cannot filter by {key}. It supports: {Usable()}.");
        }

        var values = wanted.Select(value => Parse(key, name, property?.PropertyType, value)).ToList();
        var isCompared = property is not null && IsInexact(property, name);
        if (isCompared)
        {
            var comparable = values.Select(Comparable).ToList();
            _compared.Add(name);
            _conditions.Add(resource => comparable.Contains(Comparable(property!.GetValue(resource))));
        }

        if (!isCompared || typeof(T) == typeof(Tenant))
        {
            _sent.AddRange(values.Select(value => new KeyValuePair<string, string>(name, QueryText.Of(value))));
        }
    }

    // A value of the wrong type, or one that is not in a fixed set, would cause an internal error of the manager.
    private static object Parse(string key, string name, Type? type, object? value)
    {
        var text = value is null ? string.Empty : QueryText.Of(value);
        if (text.Length == 0)
        {
            throw new ArgumentException($"The filter {key} has no value. Check the variable, or leave the filter out.");
        }

        if (FixedSets.TryGetValue(name, out var set) || FixedSets.TryGetValue($"{typeof(T).Name}.{name}", out set))
        {
            return set.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong(key, text, "one of: " + string.Join(", ", set));
        }

        return type switch
        {
            // Managers compare states exactly, and their states are in lower case.
            _ when name == "state" => text.ToLowerInvariant(),
            _ when type == typeof(bool?) => bool.TryParse(text, out var flag)
                ? flag
                : throw Wrong(key, text, "true or false"),
            _ when type == typeof(int?) || type == typeof(long?) =>
                long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Wrong(key, text, "a number"),
            _ when type == typeof(DateTimeOffset?) => (object?)Time(value!, text) ?? throw Wrong(key, text, "a time"),
            _ => text,
        };
    }

    private static DateTimeOffset? Time(object value, string text) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            DateTimeOffset time => time,
            DateTime time => time,
            _ => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
        };
}
