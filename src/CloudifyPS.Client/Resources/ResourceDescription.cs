namespace CloudifyPS.Client.Resources;

/// <summary>
/// Describes one kind of resource: its name, its key, and what the manager's endpoints can do with it.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Noun">The name for messages, such as <c>user group</c>.</param>
/// <param name="Path">The path of the list, such as <c>user-groups</c>.</param>
/// <param name="Key">The attribute that names a resource in a path and in a filter, such as <c>id</c>.</param>
/// <param name="KeyOf">Gets the key of a resource.</param>
internal sealed record ResourceDescription<T>(string Noun, string Path, string Key, Func<T, string?> KeyOf)
{
    /// <summary>
    /// Gets the attribute that <c>_search</c> looks at (Manager 4.4 and later); null where the manager ignores it.
    /// </summary>
    public string? SearchField { get; init; }

    /// <summary>Gets where the keys are unique.</summary>
    public TenantScope Scope { get; init; }

    /// <summary>
    /// Gets whether <c>GET /{path}/{key}</c> exists. Where it does not, the list is filtered by the key.
    /// </summary>
    public bool HasAddress { get; init; } = true;

    /// <summary>Gets whether a list has every attribute that <c>GET /{path}/{key}</c> has.</summary>
    public bool IsWholeInList { get; init; } = true;

    /// <summary>
    /// Gets what identifies a resource among all that a list can return: the tenant and the key, because the same key
    /// can exist in several tenants. Null for a resource that cannot be identified.
    /// </summary>
    public Func<T, string?> Identity { get; init; } = resource => KeyOf(resource) is not { } key
        ? null
        : resource is TenantResource { TenantName: { } tenant } ? tenant + "/" + key : key;

    /// <summary>Gets the attributes that <see cref="Identity"/> needs, besides the name of the tenant.</summary>
    public string[] IdentityAttributes { get; init; } = Key.Length == 0 ? [] : [Key];

    /// <summary>Gets the exception for a key that a list does not have.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tenant">The tenant that was searched.</param>
    public CfyNotFoundException NotFound(string key, string tenant)
    {
        var message = Scope == TenantScope.Tenant
            ? $"There is no {Noun} '{key}' in tenant '{tenant}'."
            : $"There is no {Noun} '{key}'.";
        return CfyNotFoundException.For(message);
    }
}
