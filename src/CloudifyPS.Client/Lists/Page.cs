namespace CloudifyPS.Client.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects of the page.</param>
/// <param name="Total">The number of objects in the whole list; null if the manager does not return it.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, long? Total);
