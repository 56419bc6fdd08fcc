namespace CloudifyPS.Client.Resources;

/// <summary>
/// Describes one kind of resource: its name, its key, and the features of its endpoints.
/// </summary>
/// <typeparam name="T">The type of the resource.</typeparam>
/// <param name="Noun">The name of the kind in messages, such as <c>user group</c>.</param>
/// <param name="Path">The path of the list, such as <c>user-groups</c>.</param>
/// <param name="Key">The attribute that identifies a resource in paths and filters, such as <c>id</c>.</param>
/// <param name="KeyOf">Gets the key of a resource.</param>
internal sealed record ResourceDescription<T>(string Noun, string Path, string Key, Func<T, string?> KeyOf)
{
    /// <summary>
    /// Gets the attribute that <c>_search</c> compares (Manager 4.4 and later); null if the manager ignores it.
    /// </summary>
    public string? SearchField { get; init; }

    /// <summary>Gets the scope in which a key is unique.</summary>
    public TenantScope Scope { get; init; }

    /// <summary>
    /// Gets whether <c>GET /{path}/{key}</c> exists. If not, a single resource is read from a list with a filter.
    /// </summary>
    public bool HasAddress { get; init; } = true;

    /// <summary>Gets whether a list returns all attributes that <c>GET /{path}/{key}</c> returns.</summary>
    public bool IsWholeInList { get; init; } = true;

    /// <summary>
    /// Gets the function that returns the identity of a resource in a list. The identity contains the tenant, because
    /// the same key can exist in several tenants. It is null if the resource cannot be identified.
    /// </summary>
    public Func<T, string?> Identity { get; init; } = resource => KeyOf(resource) is not { } key
        ? null
        : resource is TenantResource { TenantName: { } tenant } ? tenant + "/" + key : key;

    /// <summary>Gets the attributes that <see cref="Identity"/> uses, except the name of the tenant.</summary>
    public string[] IdentityAttributes { get; init; } = Key.Length == 0 ? [] : [Key];

    /// <summary>Creates the exception for a resource that does not exist.</summary>
    /// <param name="key">The key of the resource.</param>
    /// <param name="tenant">The tenant that was searched.</param>
    public CfyNotFoundException NotFound(string key, string tenant)
    {
        var message = Scope == TenantScope.Tenant
            ? $"There is no {Noun} '{key}' in tenant '{tenant}'."
            : $"There is no {Noun} '{key}'.";
        return CfyNotFoundException.For(message);
    }
}
