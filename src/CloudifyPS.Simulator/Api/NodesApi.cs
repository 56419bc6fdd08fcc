using CloudifyPS.Simulator.Http;

namespace CloudifyPS.Simulator.Api;

/// <summary>Nodes.</summary>
internal static class NodesApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "nodes", "node_list", call =>
            Listing.List(call, ResourceType.Node, Visible.Rows(call, call.State.Nodes))),
    ];
}
