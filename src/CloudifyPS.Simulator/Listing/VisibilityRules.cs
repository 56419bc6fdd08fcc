using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Checks the visibility that a resource is given. It can become wider, never narrower.</summary>
internal static class VisibilityRules
{
    private static readonly string[] Ladder = ["private", "tenant", "global"];

    /// <summary>Gets the visibility of a new resource.</summary>
    public static string ForNew(RequestContext call, string? given)
    {
        var visibility = given ?? (call.Flag("private_resource") ? "private" : "tenant");
        return Ladder.Contains(visibility)
            ? visibility
            : throw Refusal.BadParameters(
                $"Invalid visibility: `{visibility}`. Valid visibility's values are: ['private', 'tenant', 'global']");
    }

    /// <summary>Widens the visibility of a resource.</summary>
    /// <param name="row">The resource.</param>
    /// <param name="id">The name that errors show.</param>
    /// <param name="visibility">The new visibility.</param>
    /// <param name="allowsPrivate">Whether <c>private</c> is a valid value, which still is not wider than any
    /// other.</param>
    public static void Widen(JObject row, string id, string? visibility, bool allowsPrivate = false)
    {
        if (visibility is null)
        {
            throw Refusal.BadParameters("Missing visibility in json request body");
        }

        if (!Ladder.Contains(visibility) || (visibility == "private" && !allowsPrivate))
        {
            throw Refusal.BadParameters(
                $"Invalid visibility: `{visibility}`. Valid visibility's values are: ['tenant', 'global']");
        }

        if (Array.IndexOf(Ladder, visibility) <= Array.IndexOf(Ladder, row.Text("visibility")))
        {
            throw Refusal.IllegalAction(
                $"Can't set the visibility of `{id}` to {visibility} because it already has wider visibility");
        }

        row["visibility"] = visibility;
    }
}
