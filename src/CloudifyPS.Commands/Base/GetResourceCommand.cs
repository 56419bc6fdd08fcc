using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// A cmdlet that gets resources of one kind: one by its key, several by theirs, those that match wildcards, or all; with
/// the filters, sorting and paging that all lists have.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
public abstract class GetResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    private ulong _skip;
    private ulong _left;
    private bool _wantsTotal;

    /// <summary>
    /// Filters of the manager: attribute and value, as in @{ CreatedBy = 'admin' }. Several values mean any of them.
    /// </summary>
    [Parameter]
    public Hashtable? Filter { get; set; }

    /// <summary>Only these attributes are asked for; the others stay empty. The key is always there.</summary>
    [Parameter]
    public string[]? Property { get; set; }

    /// <summary>Attributes to sort by, on the manager; a leading - sorts that one downwards.</summary>
    [Parameter]
    public string[]? SortBy { get; set; }

    /// <summary>Sorts downwards.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>How many objects are asked for at a time. All of them come in the end.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    /// <summary>Objects of all tenants that the user may see.</summary>
    [Parameter]
    public SwitchParameter AllTenants { get; set; }

    /// <summary>A part of the name to look for, on the manager (4.4 and later).</summary>
    [Parameter]
    public string? Search { get; set; }

    /// <summary>What the user calls the kind, such as <c>blueprint</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>The keys that were asked for; null or empty for all.</summary>
    internal abstract string[]? Keys { get; }

    /// <summary>Where resources of the kind come from.</summary>
    internal abstract ResourceClient<T> Resources { get; }

    /// <summary>Whether the manager's search looks at the key, so that it can do the rough part of a wildcard.</summary>
    internal virtual bool SearchFindsKey => false;

    /// <summary>Whether one resource is asked for at an address of its own; if not, the list is asked for it.</summary>
    internal virtual bool HasAddress => true;

    /// <summary>Whether a list has all of a resource. If not, those that are asked for by their keys come one by one.</summary>
    internal virtual bool IsWholeInList => true;

    /// <summary>The key of a resource, as wildcards see it.</summary>
    /// <param name="resource">The resource.</param>
    internal abstract string? KeyOf(T resource);

    /// <summary>Adds the filters of the cmdlet's own parameters.</summary>
    /// <param name="query">The query.</param>
    internal virtual void AddFilters(ListQuery query)
    {
    }

    /// <summary>Gets one by its key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal virtual Task<T> GetAsync(string key, CancellationToken cancellationToken) =>
        Resources.GetAsync(key, Property, cancellationToken);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _skip = PagingParameters.Skip;
        _left = PagingParameters.First;
        _wantsTotal = PagingParameters.IncludeTotalCount;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var keys = Keys ?? [];
        if (keys.Length == 0)
        {
            Attempt(null, () => WriteAll(Query()));
            return;
        }

        if (_wantsTotal)
        {
            // The manager counts whole lists only.
            _wantsTotal = false;
            WriteObject(PagingParameters.NewTotalCount(0, 0));
        }

        var literals = keys.Where(key => !WildcardPattern.ContainsWildcardCharacters(key)).ToArray();
        if (HasAddress && Query().Filters.Count == 0 && (keys.Length == 1 || !IsWholeInList))
        {
            foreach (var key in literals.TakeWhile(_ => _left > 0))
            {
                Attempt(key, () => WritePaged(Run(token => GetAsync(key, token))));
            }
        }
        else if (literals.Length > 0)
        {
            Attempt(literals, () => WriteLiterals(literals));
        }

        foreach (var pattern in keys.Except(literals))
        {
            Attempt(pattern, () => WriteMatches(Query(), pattern));
        }
    }

    private ListQuery Query()
    {
        var query = new ListQuery { PageSize = PageSize, AllTenants = AllTenants, Search = Search };
        AddFilters(query);
        foreach (DictionaryEntry entry in Filter ?? [])
        {
            var name = ResourceShapes.NameOf<T>(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
            foreach (var value in LanguagePrimitives.GetEnumerable(entry.Value) ?? new[] { entry.Value })
            {
                query.Where(name, FilterText(value));
            }
        }

        query.Include.AddRange(Property ?? []);
        query.Sort.AddRange((SortBy ?? []).Select(SortText));
        return query;
    }

    private static string FilterText(object? value) =>
        value is PSObject { BaseObject: bool } or bool
            ? LanguagePrimitives.IsTrue(value) ? "true" : "false"
            : (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);

    private string SortText(string attribute)
    {
        var down = attribute.StartsWith("-", StringComparison.Ordinal) != (bool)Descending;
        return (down ? "-" : string.Empty) + ResourceShapes.NameOf<T>(attribute.TrimStart('-', '+'));
    }

    private void WriteAll(ListQuery query)
    {
        // A number above what the manager can count to means no limit.
        query.Skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue);
        query.First = PagingParameters.First > long.MaxValue ? null : (long)PagingParameters.First;
        using var list = Resources.List(query, CancelToken);
        bool wantsTotal = PagingParameters.IncludeTotalCount;
        if (query.First == 0 && !wantsTotal)
        {
            return;
        }

        var none = query.First == 0;
        query.First = none ? 1 : query.First;
        while (Run(_ => list.NextPageAsync()) is { } page)
        {
            WriteTotal(list);
            WriteResources(none ? [] : page);
        }

        WriteTotal(list);

        void WriteTotal(ResourceList<T> counted)
        {
            if (wantsTotal)
            {
                wantsTotal = false;
                WriteObject(PagingParameters.NewTotalCount((ulong)(counted.Total ?? 0), counted.Total is null ? 0 : 1));
            }
        }
    }

    private void WriteMatches(ListQuery query, string pattern)
    {
        if (SearchFindsKey && query.Search is null && Client.Connection.IsAtLeast(4, 4))
        {
            query.Search = LongestLiteral(pattern);
        }

        var wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        using var list = Resources.List(query, CancelToken);
        while (_left > 0 && Run(_ => list.NextPageAsync()) is { } page)
        {
            foreach (var resource in page.Where(resource => KeyOf(resource) is { } key && wildcard.IsMatch(key)))
            {
                WritePaged(resource);
            }
        }
    }

    private void WriteLiterals(string[] keys)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        // In portions: an address has no room for thousands of names.
        for (var start = 0; start < keys.Length && _left > 0; start += 50)
        {
            var query = Query();
            foreach (var key in keys.Skip(start).Take(50))
            {
                query.Where(Resources.Description.Key, key);
            }

            using var list = Resources.List(query, CancelToken);
            while (Run(_ => list.NextPageAsync()) is { } page)
            {
                foreach (var resource in page)
                {
                    found.Add(KeyOf(resource) ?? string.Empty);
                    WritePaged(resource);
                }
            }
        }

        foreach (var key in keys.Where(key => _left > 0 && !found.Contains(key)))
        {
            Attempt(key, () => throw Resources.Description.NotFound(key, Client.Tenant));
        }
    }

    // -First and -Skip, where the manager cannot do them.
    private void WritePaged(T resource)
    {
        if (_skip > 0)
        {
            _skip--;
        }
        else if (_left > 0)
        {
            _left--;
            WriteResource(resource);
        }
    }

    private static string? LongestLiteral(string pattern)
    {
        var longest = pattern.Split('*', '?').OrderByDescending(part => part.Length).FirstOrDefault();
        return string.IsNullOrEmpty(longest) || pattern.IndexOfAny(['[', ']', '`', '_', '%']) >= 0 ? null : longest;
    }
}
