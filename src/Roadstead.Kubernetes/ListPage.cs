namespace Roadstead.Kubernetes;

/// <summary>Which page of a list is meant.</summary>
/// <param name="Limit">Most objects of the page; 500 unless told.</param>
/// <param name="Continue">What the page before said; null for the first page.</param>
public sealed record ListPage(int Limit = ListPage.DefaultLimit, string? Continue = null)
{
    /// <summary>
    /// True takes what the API server has in memory (<c>resourceVersion=0</c>): a selector then costs it no read of everybody's objects, the limit counts for nothing, and the list
    /// may be a moment old. Only for a first page.
    /// </summary>
    public bool FromCache { get; init; }

    /// <summary>What kubectl and the controllers ask for.</summary>
    public const int DefaultLimit = 500;
}
