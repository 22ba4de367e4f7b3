namespace Roadstead.Server.Overview.Pulls;

/// <summary>Answers of the doors within one stretch of time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; not part of it.</param>
/// <param name="Allowed">Let somebody pull.</param>
/// <param name="Refused">Did not.</param>
/// <param name="Unmanaged">Were about images of no integrated registry, which the cluster lets run.</param>
public sealed record PullCount(DateTimeOffset From, DateTimeOffset To, long Allowed, long Refused, long Unmanaged)
{
    /// <summary>Sums up parts that follow each other.</summary>
    public static PullCount Sum(IReadOnlyList<PullCount> parts) =>
        new(parts[0].From, parts[^1].To, parts.Sum(part => part.Allowed), parts.Sum(part => part.Refused), parts.Sum(part => part.Unmanaged));
}
