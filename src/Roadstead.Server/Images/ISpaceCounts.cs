namespace Roadstead.Server.Images;

/// <summary>What the index knows of spaces. Answers at once, from what was crawled.</summary>
public interface ISpaceCounts
{
    /// <summary>Counts of some spaces of one registry, by their id. A repository counts for the space with the longest prefix that holds it.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="spaceIds">Of which of its spaces; those that the index knows nothing of are absent from the answer.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<IReadOnlyDictionary<Guid, SpaceCount>> ReadAsync(Guid registryId, IReadOnlyCollection<Guid> spaceIds, CancellationToken cancellationToken);
}
