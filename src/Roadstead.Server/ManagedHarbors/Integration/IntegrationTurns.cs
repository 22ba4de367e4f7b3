using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Errors;

namespace Roadstead.Server.ManagedHarbors.Integration;

/// <summary>
/// When an integration that failed is tried again: after a growing while, or at once when what it is tried with changed or somebody asked. A login that was refused again and
/// again waits long, because each attempt costs the account patience. Safe for any number of threads.
/// </summary>
internal sealed class IntegrationTurns(IOptions<ManagedHarborsOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Turn> turns = new();

    /// <summary>How long it has to wait; null when it may be tried.</summary>
    public TimeSpan? WaitOf(Guid harbor, string with)
    {
        if (!turns.TryGetValue(harbor, out var turn) || turn.With != with)
            return null;
        var wait = turn.NextAt - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Notes a failure.</summary>
    /// <returns>How long it has to wait now.</returns>
    public TimeSpan Failed(Guid harbor, string with, ErrorCode code)
    {
        var failures = turns.TryGetValue(harbor, out var before) && before.With == with ? before.Failures + 1 : 1;
        var wait = code == ErrorCodes.CredentialsRejected
            ? RefusedWait(failures)
            : TimeSpan.FromSeconds(Math.Min(options.Value.LongestWait.TotalSeconds, options.Value.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30))));
        turns[harbor] = new Turn(with, failures, time.GetUtcNow() + wait);
        return wait;
    }

    public void Forget(Guid harbor) => turns.TryRemove(harbor, out _);

    // Harbor refuses the right password as well for a moment after somebody tried a wrong one, as whoever still holds the old one does. Twice that may be so.
    private TimeSpan RefusedWait(int failures) => failures switch
    {
        1 => options.Value.FirstWait * 2,
        2 => options.Value.FirstWait * 8,
        _ => options.Value.RefusedLoginWait,
    };

    private sealed record Turn(string With, int Failures, DateTimeOffset NextAt);
}
