using System.Collections;
using System.Globalization;
using System.Reflection;
using CloudifyPS.Client.Security;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>
/// The exceptions of <see cref="ResourceReader{T}"/>: attributes whose names do not follow from the names of the
/// properties, and attributes whose types differ between manager versions.
/// </summary>
internal static class ResourceShapes
{
    private static readonly Dictionary<(Type, string), string> Names = new()
    {
        [(typeof(Event), nameof(Event.StorageId))] = "_storage_id",
        [(typeof(Plugin), nameof(Plugin.PluginLabels))] = "labels",
        [(typeof(Token), nameof(Token.UserName))] = "username",
        [(typeof(User), nameof(User.UserName))] = "username",
    };

    private static readonly HashSet<(Type, string)> Shaped =
    [
        (typeof(ClusterLog), nameof(ClusterLog.Timestamp)),
        (typeof(ClusterNode), nameof(ClusterNode.Credentials)),
        (typeof(Event), nameof(Event.ErrorCauses)),
        (typeof(ManagerStatus), nameof(ManagerStatus.Services)),
        (typeof(Tenant), nameof(Tenant.Groups)),
        (typeof(Tenant), nameof(Tenant.RabbitmqPassword)),
        (typeof(Tenant), nameof(Tenant.Users)),
        (typeof(User), nameof(User.Groups)),
        (typeof(User), nameof(User.Tenants)),
        (typeof(UserGroup), nameof(UserGroup.Tenants)),
        (typeof(UserGroup), nameof(UserGroup.Users)),
    ];

    /// <summary>Gets the name of the attribute behind a property.</summary>
    public static string NameOf(PropertyInfo property) =>
        Names.TryGetValue((property.ReflectedType!, property.Name), out var name)
            ? name
            : SnakeCase.FromPascal(property.Name);

    /// <summary>Gets the name of an attribute from the name of its property or from its own name.</summary>
    public static string NameOf<T>(string name) =>
        typeof(T).GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
            is { } property
            ? NameOf(property)
            : SnakeCase.FromPascal(name);

    /// <summary>Gets whether <see cref="For{T}"/> reads the attribute behind a property.</summary>
    public static bool IsShaped(PropertyInfo property) => Shaped.Contains((property.ReflectedType!, property.Name));

    /// <summary>Gets the readers of the attributes whose types differ between manager versions.</summary>
    public static Dictionary<string, Action<T, object?>> For<T>()
    {
        var shapes = new Dictionary<string, Action<T, object?>>(StringComparer.Ordinal);
        void Add<TResource>(string name, Action<TResource, object?> read)
        {
            if (typeof(TResource).IsAssignableFrom(typeof(T)))
            {
                shapes[name] = (target, value) => read((TResource)(object)target!, value);
            }
        }

        Add<TenantResource>("resource_availability", (resource, value) => resource.Visibility ??= value as string);
        Add<TenantResource>("private_resource", (resource, value) =>
            resource.Visibility ??= value is bool isPrivate ? (isPrivate ? "private" : "tenant") : null);
        Add<ClusterLog>("timestamp", (log, value) => log.Timestamp = value is long microseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(microseconds / 1000) : null);
        Add<ClusterNode>("credentials", (node, value) =>
            node.Credentials = value is null ? null : new ClusterCredentials(value));
        Add<Event>("error_causes", (@event, value) => @event.ErrorCauses = Causes(value));
        Add<ManagerStatus>("services", (status, value) => status.Services = Services(value));
        Add<Tenant>("users", (tenant, value) => (tenant.UserCount, tenant.Users) = Members(value));
        Add<Tenant>("groups", (tenant, value) => (tenant.GroupCount, tenant.Groups) = Members(value));
        Add<Tenant>("rabbitmq_password", (tenant, value) =>
            tenant.RabbitmqPassword = (value as string)?.ToSecureString());
        Add<User>("tenants", (user, value) => (user.TenantCount, user.Tenants) = Members(value));
        Add<User>("groups", (user, value) => (user.GroupCount, user.Groups) = Members(value));
        Add<UserGroup>("users", (group, value) => (group.UserCount, group.Users) = Members(value));
        Add<UserGroup>("tenants", (group, value) => (group.TenantCount, group.Tenants) = Members(value));
        return shapes;
    }

    // The manager sends a count, a list of names (4.0, 4.1), or an object whose values are a role, a list of roles or
    // {tenant-role, roles}.
    private static (int? Count, MemberRole[]? Members) Members(object? value) => value switch
    {
        long count and >= 0 and <= int.MaxValue => ((int)count, null),
        object?[] names => (names.Length, Array.ConvertAll(names, name => new MemberRole { Name = Text(name) })),
        IDictionary roles => (roles.Count, roles.Cast<DictionaryEntry>()
            .Select(entry => new MemberRole { Name = (string)entry.Key, Roles = Roles(entry.Value) }).ToArray()),
        _ => (null, null),
    };

    private static string[]? Roles(object? value) => value switch
    {
        null => null,
        object?[] roles => Array.ConvertAll(roles, role => Text(role) ?? string.Empty),
        IDictionary map => Roles(map["roles"]) ?? Roles(map["tenant-role"]),
        _ => [Text(value)!],
    };

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    // Events that reached a 6.x or 7.x manager through its REST service are JSON within a JSON string.
    private static ErrorCause[]? Causes(object? value)
    {
        if (value is string text)
        {
            try
            {
                value = JsonValue.Parse(text);
            }
            catch (JsonException)
            {
                return [new ErrorCause { Message = text }];
            }
        }

        return value is object?[] causes
            ? Array.ConvertAll(causes, cause => cause is IDictionary map
                ? new ErrorCause
                {
                    Message = map["message"] as string,
                    Traceback = map["traceback"] as string,
                    Type = map["type"] as string,
                }
                : new ErrorCause { Message = Text(cause) })
            : null;
    }

    // 4.x: a list of {display_name, instances}, or ["undefined"]. 5.0.5 and later: an object by display name.
    private static ManagerService[]? Services(object? value) => value switch
    {
        object?[] list => list.OfType<IDictionary>().Select(service =>
        {
            var instances = Instances(service["instances"]);
            return new ManagerService
            {
                Name = service["display_name"] as string,
                Status = instances.Length > 0 ? instances[0].State : null,
                Instances = instances,
            };
        }).ToArray(),
        IDictionary map => map.Cast<DictionaryEntry>().Select(entry =>
        {
            var service = entry.Value as IDictionary;
            var extra = service?["extra_info"] as IDictionary;
            var unit = (extra?["systemd"] ?? extra?["supervisord"]) as IDictionary;
            return new ManagerService
            {
                Name = (string)entry.Key,
                Status = service?["status"] as string,
                IsRemote = service?["is_remote"] as bool?,
                Instances = Instances(unit?["instances"]),
                ExtraInfo = extra,
            };
        }).ToArray(),
        _ => null,
    };

    private static ManagerServiceInstance[] Instances(object? value) => value is not object?[] list
        ? []
        : list.OfType<IDictionary>().Select(instance => new ManagerServiceInstance
        {
            Id = Text(instance["Id"]),
            Description = instance["Description"] as string,
            State = instance["state"] as string,
            ActiveState = instance["ActiveState"] as string,
            SubState = instance["SubState"] as string,
            LoadState = instance["LoadState"] as string,
            MainPid = instance["MainPID"] is long pid and >= 0 and <= int.MaxValue ? (int)pid : null,
        }).ToArray();
}
