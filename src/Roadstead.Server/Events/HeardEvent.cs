using Roadstead.Registries;

namespace Roadstead.Server.Events;

/// <summary>Something that a registry told of.</summary>
/// <param name="Number">Counts up with each that is heard.</param>
/// <param name="HeardAt">When.</param>
/// <param name="Told">What it said.</param>
internal sealed record HeardEvent(long Number, DateTimeOffset HeardAt, RegistryEvent Told);
