namespace Roadstead.Kubernetes;

/// <summary>Which page of a list is meant.</summary>
/// <param name="Limit">Most objects of the page; 500 unless told.</param>
/// <param name="Continue">What the page before said; null for the first page.</param>
public sealed record ListPage(int Limit = ListPage.DefaultLimit, string? Continue = null)
{
    /// <summary>What kubectl and the controllers ask for.</summary>
    public const int DefaultLimit = 500;
}
