namespace CloudifyPS.Client.Lists;

/// <summary>What a list is asked for.</summary>
internal sealed class ListQuery
{
    /// <summary>Objects on a page when nobody says otherwise; also the most that managers before 4.6 give.</summary>
    public const int DefaultPageSize = 1000;

    /// <summary>Filters: the same name again means or, another name means and.</summary>
    public List<KeyValuePair<string, string>> Filters { get; } = [];

    /// <summary>
    /// Attributes to ask for, under the manager's names; empty asks for all. The key is asked for in any case.
    /// </summary>
    public List<string> Include { get; } = [];

    /// <summary>Attributes to sort by, under the manager's names; a leading - sorts downwards.</summary>
    public List<string> Sort { get; } = [];

    /// <summary>Objects on a page.</summary>
    public int PageSize { get; set; } = DefaultPageSize;

    /// <summary>How many to leave out at the beginning.</summary>
    public long Skip { get; set; }

    /// <summary>How many to return at the most; null for all.</summary>
    public long? First { get; set; }

    /// <summary>Whether the objects of every tenant that the user may see are asked for.</summary>
    public bool AllTenants { get; set; }

    /// <summary>A part of the id or name to look for. Managers from 4.4 on.</summary>
    public string? Search { get; set; }

    /// <summary>Other query parameters.</summary>
    public List<KeyValuePair<string, string>> Others { get; } = [];

    /// <summary>Adds a filter; null adds nothing.</summary>
    /// <param name="name">The attribute, under the manager's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The same query.</returns>
    public ListQuery Where(string name, string? value)
    {
        if (value is not null)
        {
            Filters.Add(new KeyValuePair<string, string>(name, value));
        }

        return this;
    }

    /// <summary>Adds a filter that any of the values meets; null adds nothing.</summary>
    /// <param name="name">The attribute, under the manager's name.</param>
    /// <param name="values">The values.</param>
    public void WhereAny(string name, IEnumerable<string?>? values)
    {
        foreach (var value in values ?? [])
        {
            Where(name, value);
        }
    }

    /// <summary>Adds another query parameter; null adds nothing.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The same query.</returns>
    public ListQuery With(string name, string? value)
    {
        if (value is not null)
        {
            Others.Add(new KeyValuePair<string, string>(name, value));
        }

        return this;
    }
}
