namespace Roadstead.Server.Events;

/// <summary>How the subscriptions of one registry stand. Immutable.</summary>
/// <param name="Spaces">Spaces of the registry, as of the last look that came to its end.</param>
/// <param name="Since">Those that tell of changes, each with the moment since when.</param>
/// <param name="CheckedAt">When the last look ended; null before the first.</param>
/// <param name="Reason">What is in the way, as one of the reasons of registries; null for nothing.</param>
/// <param name="Message">The same for people.</param>
internal sealed record SubscriptionState(int Spaces, IReadOnlyDictionary<string, DateTimeOffset> Since, DateTimeOffset? CheckedAt, string? Reason, string? Message)
{
    public static SubscriptionState Pending { get; } = new(0, new Dictionary<string, DateTimeOffset>(), null, null, null);

    /// <summary>Since when the space that holds a repository tells of changes; null when it does not.</summary>
    public DateTimeOffset? SinceOf(string repository)
    {
        // A space is whole segments of the path, one or more.
        for (var end = repository.IndexOf('/', StringComparison.Ordinal); end >= 0; end = repository.IndexOf('/', end + 1))
        {
            if (Since.TryGetValue(repository[..end], out var since)) return since;
        }

        return Since.TryGetValue(repository, out var whole) ? whole : null;
    }
}
