using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>agents</c> endpoint. The simulator has no agents.</summary>
internal static class AgentsApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "agents", "agent_list", call => ListResponse.List(call, ResourceType.Site, []))
            { Since = new(4, 4), OnlyV31Since = new(4, 0) },
    ];
}
