namespace CloudifyPS.Client.Lists;

/// <summary>The filters, sorting and paging of a list request.</summary>
internal sealed class ListQuery
{
    /// <summary>The default page size. It is also the maximum of managers before 4.6.</summary>
    public const int DefaultPageSize = 1000;

    /// <summary>
    /// Filters by attribute. Filters with the same name are combined with OR, filters with different names with AND.
    /// </summary>
    public List<KeyValuePair<string, string>> Filters { get; } = [];

    /// <summary>
    /// The attributes to return, under the manager's names; empty for all. The key is always returned.
    /// </summary>
    public List<string> Include { get; } = [];

    /// <summary>Attributes to sort by, under the manager's names. A leading hyphen sorts in descending order.</summary>
    public List<string> Sort { get; } = [];

    /// <summary>The number of objects per page.</summary>
    public int PageSize { get; set; } = DefaultPageSize;

    /// <summary>The number of objects to skip.</summary>
    public long Skip { get; set; }

    /// <summary>The maximum number of objects to return; null for all.</summary>
    public long? First { get; set; }

    /// <summary>Whether the list contains the objects of all tenants to which the user has access.</summary>
    public bool AllTenants { get; set; }

    /// <summary>A part of the ID or name to search for. Manager 4.4 and later.</summary>
    public string? Search { get; set; }

    /// <summary>Other query parameters.</summary>
    public List<KeyValuePair<string, string>> Others { get; } = [];

    /// <summary>Adds a filter, unless its value is null.</summary>
    /// <param name="name">The attribute, under the manager's name.</param>
    /// <param name="value">The value; null adds no filter.</param>
    /// <returns>This query.</returns>
    public ListQuery Where(string name, string? value)
    {
        if (value is not null)
        {
            Filters.Add(new KeyValuePair<string, string>(name, value));
        }

        return this;
    }

    /// <summary>Adds a filter that matches any of the values.</summary>
    /// <param name="name">The attribute, under the manager's name.</param>
    /// <param name="values">The values; null or empty adds no filter.</param>
    public void WhereAny(string name, IEnumerable<string?>? values)
    {
        foreach (var value in values ?? [])
        {
            Where(name, value);
        }
    }

    /// <summary>Adds a query parameter, unless its value is null.</summary>
    /// <param name="name">The name of the query parameter.</param>
    /// <param name="value">The value; null adds no parameter.</param>
    /// <returns>This query.</returns>
    public ListQuery With(string name, string? value)
    {
        if (value is not null)
        {
            Others.Add(new KeyValuePair<string, string>(name, value));
        }

        return this;
    }
}
