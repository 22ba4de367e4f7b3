namespace Roadstead.Server.Access;

/// <summary>Where doors' counts are kept.</summary>
public interface IAccessCountStore
{
    /// <summary>Adds to what is there for the same cluster, namespace, image, reason and minute.</summary>
    Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken);

    /// <summary>Forgets the counts of minutes before <paramref name="before"/>.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
