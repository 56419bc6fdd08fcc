using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Checks what only administrators can set: the owner and the creation time of a resource.</summary>
internal static class Ownership
{
    /// <summary>Sets the owner that a request names.</summary>
    public static void Change(RequestContext call, JObject row, JObject body)
    {
        if (body["creator"] is null)
        {
            return;
        }

        CheckAdmin(call, "set_owner");
        var owner = Arguments.Required(body, "creator");
        row["created_by"] = call.State.Users.Find("", owner) is not null
            ? owner
            : throw Refusal.BadParameters($"User {owner} does not exist.");
    }

    /// <exception cref="ManagerErrorException">403: the user is not an administrator.</exception>
    public static void CheckAdmin(RequestContext call, string action)
    {
        if (!call.IsAdmin)
        {
            throw Refusal.Forbidden($"User `{call.UserName}` is not permitted to perform the action {action}");
        }
    }
}
