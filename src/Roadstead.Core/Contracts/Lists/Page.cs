namespace Roadstead.Core.Contracts.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="NextCursor">Give it as <c>?cursor=</c> for the next page; null on the last one. Opaque.</param>
/// <param name="Total">How many rows there are in all; null when there are over 10,000.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, long? Total);
