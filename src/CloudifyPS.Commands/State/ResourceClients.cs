using CloudifyPS.Client;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.State;

/// <summary>Finds the client of a kind of resource.</summary>
internal static class ResourceClients
{
    public static ResourceClient<T> Of<T>(this ManagerClient client)
        where T : Resource, new() => new object[]
        {
            client.Blueprints, client.Cluster.Nodes, client.Deployments, client.Executions, client.NodeInstances,
            client.Nodes, client.Plugins, client.Secrets, client.Snapshots, client.Tenants, client.Tokens,
            client.UserGroups, client.Users,
        }.OfType<ResourceClient<T>>().First();

    /// <summary>Gets whether the manager searches a kind (Manager 4.4 and later).</summary>
    public static bool CanSearch<T>(this ManagerClient client)
        where T : Resource, new() =>
        client.Of<T>().Description.SearchField is not null && client.Connection.IsAtLeast(4, 4);

    /// <summary>Gets whether the manager's search looks at the key of a kind. It does not for plugins.</summary>
    public static bool CanSearchKey<T>(this ManagerClient client)
        where T : Resource, new()
    {
        var description = client.Of<T>().Description;
        return description.SearchField == description.Key && client.CanSearch<T>();
    }
}
