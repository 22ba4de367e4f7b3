using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Storage.Entities;

/// <summary>The last known signal of a registry, written when it changes: an observation that is worth keeping over a restart, for since when it is so.</summary>
public sealed class HealthSignal
{
    public Guid RegistryId { get; set; }

    public SignalName Name { get; set; }

    public bool? Ok { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }
}
