namespace Roadstead.Server.Images.Search;

/// <summary>A page of repositories.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="HasMore">True when another page follows.</param>
/// <param name="Total">How many there are in all; null over 10,000.</param>
internal sealed record ImagePage(IReadOnlyList<ImageRow> Rows, bool HasMore, long? Total);
