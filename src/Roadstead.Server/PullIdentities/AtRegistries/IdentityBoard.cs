using System.Collections.Concurrent;
using Roadstead.Server.Access;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Remembers what stands in the way of pull identities. After a start it is filled by looking at each, so that nothing of it is stored.</summary>
internal sealed partial class IdentityBoard(TimeProvider time, ILogger<IdentityBoard> logger) : IIdentityStates
{
    private readonly ConcurrentDictionary<IdentityKey, IdentityTrouble> troubles = new();

    public IdentityTrouble? Find(IdentityKey key) => troubles.GetValueOrDefault(key);

    public void Failing(IdentityKey key, string reason, string message)
    {
        if (Set(key, reason, message, isFailure: true))
            Log.Failing(logger, key, key.RegistryId, reason, message);
    }

    public void Waiting(IdentityKey key, string reason, string message) => Set(key, reason, message, isFailure: false);

    public void Clear(IdentityKey key) => troubles.TryRemove(key, out _);

    /// <summary>Nothing is done for this registry any more.</summary>
    public void Forget(Guid registryId)
    {
        foreach (var key in troubles.Keys.Where(key => key.RegistryId == registryId))
            troubles.TryRemove(key, out _);
    }

    // True when that is news.
    private bool Set(IdentityKey key, string reason, string message, bool isFailure)
    {
        var before = troubles.GetValueOrDefault(key);
        var isNews = before is null || before.Reason != reason || before.IsFailure != isFailure;
        troubles[key] = new IdentityTrouble(reason, message, isFailure, isNews ? time.GetUtcNow() : before!.Since);
        return isNews;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The pull identity of {Identity} at registry {RegistryId} fails ({Reason}): {Problem}")]
        public static partial void Failing(ILogger logger, IdentityKey identity, Guid registryId, string reason, string problem);
    }
}
