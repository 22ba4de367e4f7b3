using System.Collections.Concurrent;

namespace Roadstead.Server.Identity;

/// <summary>When each token was last used, to the minute. In memory: no request writes for it (<see cref="TokenUseWorker"/> does, once a minute).</summary>
public sealed class TokenUse(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> last = new();

    public void Note(Guid tokenId)
    {
        var now = time.GetUtcNow();
        last[tokenId] = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>Null when it was not used since the last write.</summary>
    public DateTimeOffset? LastOf(Guid tokenId) => last.TryGetValue(tokenId, out var at) ? at : null;

    internal IReadOnlyDictionary<Guid, DateTimeOffset> Snapshot() => last.ToDictionary();

    /// <summary>Forgets what was written, unless it has been used again.</summary>
    internal void Forget(IReadOnlyDictionary<Guid, DateTimeOffset> written)
    {
        foreach (var use in written)
            last.TryRemove(use);
    }
}
