using System.Collections;
using System.Collections.Specialized;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Changes some of the runtime properties of a node instance. The API can only replace all of them.
/// </summary>
internal static class RuntimeProperties
{
    /// <summary>Adds and replaces entries of a dictionary. Nested dictionaries are merged as well.</summary>
    public static OrderedDictionary Merge(IDictionary? present, IDictionary? change)
    {
        var merged = Copy(present);
        foreach (DictionaryEntry entry in change ?? new Hashtable())
        {
            merged[entry.Key] = entry.Value is IDictionary inner && merged[entry.Key] is IDictionary below
                ? Merge(below, inner)
                : entry.Value;
        }

        return merged;
    }

    /// <summary>
    /// Removes an entry. Dots in the name separate the keys of nested dictionaries. A missing entry is not an error.
    /// </summary>
    public static OrderedDictionary Remove(IDictionary? present, string name)
    {
        var rest = Copy(present);
        if (rest.Contains(name))
        {
            rest.Remove(name);
            return rest;
        }

        // A key can contain dots, so every dot is tried as the separator.
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (rest[name.Substring(0, dot)] is IDictionary below)
            {
                rest[name.Substring(0, dot)] = Remove(below, name.Substring(dot + 1));
            }
        }

        return rest;
    }

    private static OrderedDictionary Copy(IDictionary? dictionary)
    {
        var copy = new OrderedDictionary();
        foreach (DictionaryEntry entry in dictionary ?? new Hashtable())
        {
            copy[entry.Key] = entry.Value;
        }

        return copy;
    }
}
