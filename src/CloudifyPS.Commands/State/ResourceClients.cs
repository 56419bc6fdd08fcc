using System.Net;
using CloudifyPS.Client;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.State;

/// <summary>Finds the client of a kind of resource.</summary>
internal static class ResourceClients
{
    public static ResourceClient<T> Of<T>(this ManagerClient client)
        where T : Resource, new() => new object[]
        {
            client.Blueprints, client.Deployments, client.Executions, client.NodeInstances, client.Nodes, client.Plugins,
            client.Secrets, client.Snapshots, client.Tenants, client.Tokens, client.UserGroups, client.Users,
        }.OfType<ResourceClient<T>>().FirstOrDefault() ?? (ResourceClient<T>)(object)client.Cluster.Nodes;

    /// <summary>Gets whether the manager's search looks at the key of a kind (Manager 4.4 and later).</summary>
    public static bool CanSearchKey<T>(this ManagerClient client)
        where T : Resource, new()
    {
        var description = client.Of<T>().Description;
        return description.SearchField == description.Key && client.Connection.IsAtLeast(4, 4);
    }

#pragma warning disable CA1822, IDE0060
    extension<T>(ResourceClient<T> resources)
        where T : Resource, new()
    {
        public ResourceDescription<T> Description => Describe<T>();
    }
#pragma warning restore CA1822, IDE0060

    private static ResourceDescription<T> Describe<T>()
        where T : Resource => (ResourceDescription<T>)(object)(default(T) switch
        {
            _ when typeof(T) == typeof(Blueprint) => new ResourceDescription<Blueprint>("blueprint", "id", one => one.Id) { SearchField = "id" },
            _ when typeof(T) == typeof(Deployment) => new ResourceDescription<Deployment>("deployment", "id", one => one.Id) { SearchField = "id" },
            _ when typeof(T) == typeof(Execution) => new ResourceDescription<Execution>("execution", "id", one => one.Id),
            _ when typeof(T) == typeof(NodeInstance) => new ResourceDescription<NodeInstance>("node instance", "id", one => one.Id) { SearchField = "id" },
            _ when typeof(T) == typeof(Node) => new ResourceDescription<Node>("node", "id", one => one.Id) { SearchField = "id", HasAddress = false },
            _ when typeof(T) == typeof(Plugin) => new ResourceDescription<Plugin>("plugin", "id", one => one.Id) { SearchField = "id" },
            _ when typeof(T) == typeof(Secret) => new ResourceDescription<Secret>("secret", "key", one => one.Key) { SearchField = "key", IsWholeInList = false },
            _ when typeof(T) == typeof(Snapshot) => new ResourceDescription<Snapshot>("snapshot", "id", one => one.Id) { SearchField = "id" },
            _ when typeof(T) == typeof(Token) => new ResourceDescription<Token>("token", "id", one => one.Id) { Scope = TenantScope.Manager },
            _ when typeof(T) == typeof(User) => new ResourceDescription<User>("user", "username", one => one.UserName) { Scope = TenantScope.Manager },
            _ when typeof(T) == typeof(UserGroup) => new ResourceDescription<UserGroup>("user group", "name", one => one.Name) { Scope = TenantScope.Manager },
            _ when typeof(T) == typeof(Tenant) => new ResourceDescription<Tenant>("tenant", "name", one => one.Name) { Scope = TenantScope.Manager },
            _ => (object)new ResourceDescription<ClusterNode>("cluster node", "name", one => one.Name) { Scope = TenantScope.Manager },
        });
}

internal enum TenantScope { Tenant, Manager }

internal sealed record ResourceDescription<T>(string Noun, string Key, Func<T, string?> KeyOf)
{
    public string? SearchField { get; init; }

    public TenantScope Scope { get; init; }

    public bool HasAddress { get; init; } = true;

    public bool IsWholeInList { get; init; } = true;

    public CfyNotFoundException NotFound(string key, string tenant)
    {
        var message = Scope == TenantScope.Tenant
            ? $"There is no {Noun} '{key}' in tenant '{tenant}'."
            : $"There is no {Noun} '{key}'.";
        return new CfyNotFoundException(message, new ApiError(HttpStatusCode.NotFound, "not_found_error", message, null, "GET", new Uri("about:blank")));
    }
}
