using System.Collections;
using System.Collections.Specialized;

namespace CloudifyPS.Client.Resources;

/// <summary>Changes of parts of runtime properties: the manager only knows how to replace them all.</summary>
internal static class RuntimeProperties
{
    /// <summary>Both together: what is in the change wins, and dictionaries in dictionaries are merged too.</summary>
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

    /// <summary>All but one: its name, or with dots the way to it. What is not there needs no removal.</summary>
    public static OrderedDictionary Remove(IDictionary? present, string name)
    {
        var rest = Copy(present);
        if (rest.Contains(name))
        {
            rest.Remove(name);
            return rest;
        }

        // A key may have dots of its own.
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
