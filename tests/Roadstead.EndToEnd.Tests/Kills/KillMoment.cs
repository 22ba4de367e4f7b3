using System.Diagnostics;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>When, in the life of one change, the server is killed: told by what the server does, not by the clock on the wall.</summary>
internal sealed class KillMoment
{
    private const double LongestPart = 1.1;
    private readonly string name;
    private readonly Func<bool> isReached;

    private KillMoment(string name, Func<bool> isReached) => (this.name, this.isReached) = (name, isReached);

    public override string ToString() => name;

    /// <summary>Draws one: after a part of the time that such a change takes, when the store is written, or when the registry has been asked so often.</summary>
    public static KillMoment Draw(Random random, Change change, StoreFile store, TimeSpan typical, int typicalRequests)
    {
        var began = Stopwatch.GetTimestamp();
        switch (random.Next(change.Upstream is null ? 2 : 4))
        {
            case > 1 when change.Upstream is { } upstream:
                return AtARequest(random, upstream, typicalRequests);
            case 1:
                var journal = store.Journal();
                return new("at a write of the store", () => store.Journal() != journal);
            default:
                var after = typical * (random.NextDouble() * LongestPart);
                return new("after a part of its time", () => Stopwatch.GetElapsedTime(began) >= after);
        }
    }

    /// <summary>When the registry has been asked so often: the surest to be inside the change.</summary>
    public static KillMoment AtARequest(Random random, RegistryProxy upstream, int typicalRequests)
    {
        var last = upstream.Entered + random.Next(Math.Max(1, typicalRequests));
        return new("at a registry's request", () => upstream.Entered > last);
    }

    /// <summary>Returns when it has come, or when the change is over without it. It looks all the time: what it waits for lasts less than a millisecond.</summary>
    public async Task ReachAsync(Task change)
    {
        while (!isReached() && !change.IsCompleted)
        {
            Thread.Yield();
            await Task.Yield();
        }
    }
}
