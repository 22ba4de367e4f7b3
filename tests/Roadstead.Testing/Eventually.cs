namespace Roadstead.Testing;

/// <summary>Waits for state instead of time.</summary>
public static class Eventually
{
    // Who asks often takes the processor from what is waited for: the longer it takes, the more rarely it is looked at.
    private const int LooksWhileAsLong = 8;
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPace = TimeSpan.FromMilliseconds(200);

    // A busy machine is slow, and patience costs nothing where things work.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the condition holds; throws <see cref="TimeoutException"/> with <paramref name="what"/> when it does not within a minute, or the time given.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var limit = within ?? Patience;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} seconds: {what}.");
            }

            using var pause = new PeriodicTimer(TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / LooksWhileAsLong, ShortestPace.Ticks, LongestPace.Ticks)));
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>The same for a condition that needs no waiting itself.</summary>
    public static Task TrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, cancellationToken, within);
}
