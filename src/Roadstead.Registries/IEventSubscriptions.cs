namespace Roadstead.Registries;

/// <summary>Capability <c>events</c>: the registry tells an address of what changes in a space. Bounded; a failure of the outside world is a <see cref="RegistryException"/>.</summary>
public interface IEventSubscriptions
{
    /// <summary>Where a message carries the subscription's secret.</summary>
    EventSecretHeader SecretHeader { get; }

    /// <summary>Makes the subscription of this name in a space, or repairs it; does nothing when it is as it should be. <see cref="RegistryErrorCode.NotFound"/> when the space is not there.</summary>
    /// <param name="space">The space.</param>
    /// <param name="subscription">What it should be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>True when something had to be written.</returns>
    Task<bool> EnsureSubscriptionAsync(string space, EventSubscription subscription, CancellationToken cancellationToken);

    /// <summary>Removes every subscription of this name, in whichever space, also what the registry kept of spaces that are gone; none is fine.</summary>
    Task RemoveSubscriptionsAsync(string name, CancellationToken cancellationToken);

    /// <summary>What a message of the registry says; empty for what Roadstead has no use for. Throws <see cref="RegistryException"/> (<see cref="RegistryErrorCode.InvalidAnswer"/>) when it is none.</summary>
    /// <param name="contentType">The media type that it came with; null for none.</param>
    /// <param name="body">The whole message, its size bounded by the caller.</param>
    IReadOnlyList<RegistryEvent> ReadEvents(string? contentType, ReadOnlyMemory<byte> body);
}
