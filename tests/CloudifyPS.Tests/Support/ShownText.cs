using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace CloudifyPS.Tests.Support;

/// <summary>Collects all text of a script: its streams, and all properties of its errors.</summary>
internal static class ShownText
{
    // Deeper levels contain only objects of PowerShell.
    private const int Depth = 8;

    public static string Of(PsResult result)
    {
        StringBuilder said = new();
        foreach (var line in result.Lines)
        {
            said.AppendLine(line);
        }

        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (var error in result.Errors)
        {
            said.AppendLine(error.ToString()).AppendLine(error.Exception.ToString());
            said.AppendLine(error.InvocationInfo?.PositionMessage).AppendLine(error.InvocationInfo?.Line);
            Walk(error, Depth, seen, said);
        }

        return said.ToString();
    }

    private static void Walk(object? value, int depth, HashSet<object> seen, StringBuilder said)
    {
        var thing = value is PSObject shown ? shown.BaseObject : value;
        switch (thing)
        {
            // InvocationInfo contains the arguments of the cmdlet, as for all cmdlets.
            case null or MemberInfo or Assembly or System.Reflection.Module or Delegate or InvocationInfo
                or CommandInfo:
                break;
            case string text:
                said.AppendLine(text);
                break;
            case DictionaryEntry entry:
                Walk(entry.Key, depth - 1, seen, said);
                Walk(entry.Value, depth - 1, seen, said);
                break;
            case ValueType or Uri:
                said.AppendLine(thing.ToString());
                break;
            case var known when depth == 0 || !seen.Add(known):
                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Walk(item, depth - 1, seen, said);
                }

                break;
            case var other:
                said.AppendLine(other.ToString());
                foreach (var property in other.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
                {
                    Walk(Read(property, other), depth - 1, seen, said);
                }

                break;
        }
    }

    private static object? Read(PropertyInfo property, object owner)
    {
        try
        {
            return property.GetValue(owner);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }
}
