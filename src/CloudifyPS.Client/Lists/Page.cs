namespace CloudifyPS.Client.Lists;

/// <summary>A part of a list as it came.</summary>
/// <param name="Items">The objects.</param>
/// <param name="Total">How many the list has in all; null when the manager did not say.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, long? Total);
