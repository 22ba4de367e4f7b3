namespace Roadstead.Server.Access;

/// <summary>Tells reconcilers that desired state may have changed. Safe for any number of threads.</summary>
public interface IPublications
{
    /// <summary>How many publications there were: the version of the newest access map.</summary>
    long Version { get; }

    /// <summary>Returns the newest version as soon as it is greater than <paramref name="version"/>; at once when it is already.</summary>
    Task<long> WaitForAfterAsync(long version, CancellationToken cancellationToken);
}
