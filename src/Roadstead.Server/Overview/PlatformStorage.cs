namespace Roadstead.Server.Overview;

/// <summary>What the platform's registries hold.</summary>
/// <param name="UsedBytes">Together, as far as they were measured.</param>
/// <param name="GrownBytes">Of those measured before: since the oldest point of the last 30 days.</param>
/// <param name="Measured">How many registries were measured.</param>
/// <param name="Largest">The largest ones, the largest first.</param>
/// <param name="Repositories">In the index.</param>
public sealed record PlatformStorage(long UsedBytes, long GrownBytes, int Measured, IReadOnlyList<RegistryStorage> Largest, long Repositories);
