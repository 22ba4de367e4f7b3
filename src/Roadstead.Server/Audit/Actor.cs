namespace Roadstead.Server.Audit;

/// <summary>Who makes a change.</summary>
/// <param name="Name">The user's name, or <c>system</c>.</param>
/// <param name="Source">Where the request came from: an IP address; null for the system itself.</param>
public sealed record Actor(string Name, string? Source)
{
    /// <summary>Roadstead itself, as at the first start and in background work.</summary>
    public static Actor System { get; } = new("system", null);
}
