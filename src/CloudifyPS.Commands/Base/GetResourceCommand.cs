using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// The base class of cmdlets that get resources of one kind, by keys or wildcards or all of them, with the filters,
/// sorting and paging that all lists support.
/// </summary>
/// <typeparam name="T">The type of the resources.</typeparam>
public abstract class GetResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    // Managers limit the length of the URL, which contains the keys.
    private const int KeysPerRequest = 50;

    private ListWriter _output = null!;
    private FilterValues<T>? _filter;

    /// <summary>
    /// The attributes and values by which the manager filters, such as @{ CreatedBy = 'admin' }. If an attribute has
    /// several values, a resource must have one of them.
    /// </summary>
    [Parameter]
    public Hashtable? Filter { get; set; }

    /// <summary>The attributes to return. The other properties stay empty. The key is always returned.</summary>
    [Parameter]
    public string[]? Property { get; set; }

    /// <summary>
    /// The attributes by which the manager sorts. A leading hyphen sorts the attribute in descending order.
    /// </summary>
    [Parameter]
    public string[]? SortBy { get; set; }

    /// <summary>Sorts in descending order.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>The number of objects per request. It does not limit the number of objects that are returned.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    /// <summary>Gets the objects of all tenants to which the user has access.</summary>
    [Parameter]
    public SwitchParameter AllTenants { get; set; }

    /// <summary>A part of the key to search for.</summary>
    [Parameter]
    public string? Search { get; set; }

    /// <summary>Gets the requested keys; null for all resources.</summary>
    internal abstract string[]? Keys { get; }

    /// <summary>Gets the client for the resources.</summary>
    internal ResourceClient<T> Resources => Client.Of<T>();

    /// <summary>Gets whether a parameter of the cmdlet is supported by the list endpoint only.</summary>
    internal virtual bool NeedsList => false;

    /// <summary>Adds the filters of the cmdlet's own parameters.</summary>
    internal virtual void AddFilters(ListQuery query)
    {
    }

    /// <summary>Gets one resource by its key.</summary>
    internal virtual Task<T> GetAsync(string key, CancellationToken cancellationToken) =>
        Resources.GetAsync(key, Property, cancellationToken);

    /// <summary>Writes one resource.</summary>
    internal virtual void Write(T resource) => WriteResource(resource);

    /// <summary>Writes a page of resources.</summary>
    internal virtual void WritePage(IReadOnlyList<T> page) => WriteResources(page);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _output = new ListWriter(this);
    }

    internal override void Process()
    {
        if (Keys is not { } keys)
        {
            ProcessInput(null, () =>
            {
                RequireLink();
                WriteAll();
            });
            return;
        }

        _output.WriteUnknownTotal();
        var literals = keys.Where(key => !WildcardPattern.ContainsWildcardCharacters(key)).ToArray();
        if (literals.Length > 0)
        {
            ProcessInput(literals.Length == 1 ? literals[0] : literals, () => WriteLiterals(literals));
        }

        foreach (var pattern in keys.Except(literals))
        {
            ProcessInput(pattern, () => WriteMatches(pattern));
        }
    }

    private FilterValues<T> Conditions => _filter ??= new FilterValues<T>(Filter);

    private ListQuery Query()
    {
        var query = new ListQuery
        {
            PageSize = PageSize,
            AllTenants = AllTenants,
            Search = Client.CanSearch<T>() ? Search : null,
        };
        AddFilters(query);
        query.Filters.AddRange(Conditions.Sent);
        query.Include.AddRange(Property is { Length: > 0 } ? [.. Property, .. Conditions.Compared] : []);
        query.Sort.AddRange((SortBy ?? []).Select(SortText));
        return query;
    }

    private string SortText(string attribute)
    {
        var descends = attribute.StartsWith("-", StringComparison.Ordinal) != (bool)Descending;
        var name = ResourceShapes.NameOf<T>(attribute.TrimStart('-', '+'));
        return OperationCounts.Contains(name)
            ? throw new ArgumentException($"The manager cannot sort by {attribute}. Use Sort-Object.")
            : (descends ? "-" : string.Empty) + name;
    }

    private void WriteAll()
    {
        var query = Query();
        if (Conditions.Compared.Count == 0 && (Search is null || query.Search is not null))
        {
            _output.WriteList(query, one => Resources.List(one, CancelToken), WritePage);
            return;
        }

        using var list = Resources.List(query, CancelToken);
        _output.WriteMatches(list, IsFound, Write);
    }

    private void WriteMatches(string pattern)
    {
        var query = Query();
        if (query.Search is null && Client.CanSearchKey<T>())
        {
            query.Search = LongestLiteral(pattern);
        }

        var wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        using var list = Resources.List(query, CancelToken);
        _output.WriteMatches(
            list,
            resource => Resources.Description.KeyOf(resource) is { } key && wildcard.IsMatch(key) && IsFound(resource),
            Write);
    }

    private void WriteLiterals(string[] keys)
    {
        var kind = Resources.Description;
        var needsList = NeedsList || Query().Filters.Count > 0 || Filter is { Count: > 0 } || Search is not null
            || (AllTenants && kind.Scope == TenantScope.Tenant);
        if (kind.HasAddress && !needsList && (keys.Length == 1 || !kind.IsWholeInList))
        {
            foreach (var key in keys.TakeWhile(_ => !_output.IsFull))
            {
                ProcessInput(key, () =>
                {
                    var resource = Run(token => GetAsync(key, token));
                    if (_output.Take())
                    {
                        WriteResource(resource);
                    }
                });
            }

            return;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < keys.Length && !_output.IsFull; start += KeysPerRequest)
        {
            var query = Query();
            foreach (var key in keys.Skip(start).Take(KeysPerRequest))
            {
                query.Where(Resources.Description.Key, key);
            }

            using var list = Resources.List(query, CancelToken);
            _output.WriteMatches(
                list,
                resource =>
                {
                    found.Add(Resources.Description.KeyOf(resource) ?? string.Empty);
                    return IsFound(resource);
                },
                Write);
        }

        foreach (var key in keys.Where(key => !_output.IsFull && !found.Contains(key)))
        {
            ProcessInput(key, () => throw Resources.Description.NotFound(key, Client.Tenant));
        }
    }

    // Manager 4.4 and later search some kinds of resources. The others are compared here.
    private bool IsFound(T resource) => Conditions.IsMet(resource) && (Search is null
        || Client.CanSearch<T>()
        || Resources.Description.KeyOf(resource)?.IndexOf(Search, StringComparison.OrdinalIgnoreCase) >= 0);

    private static string? LongestLiteral(string pattern)
    {
        var longest = pattern.Split('*', '?').OrderByDescending(part => part.Length).FirstOrDefault();
        return string.IsNullOrEmpty(longest) || pattern.IndexOfAny(['[', ']', '`', '_', '%']) >= 0 ? null : longest;
    }
}
