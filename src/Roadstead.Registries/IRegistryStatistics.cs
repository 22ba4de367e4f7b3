namespace Roadstead.Registries;

/// <summary>Capability <c>statistics</c>: the registry itself counts what it holds. A failure of the outside world is a <see cref="RegistryException"/>.</summary>
public interface IRegistryStatistics
{
    /// <summary>What the registry counts, in a call or two. Null where this login sees a part of it only, or nothing.</summary>
    Task<RegistryStatistics?> ReadStatisticsAsync(CancellationToken cancellationToken);
}
