namespace Roadstead.Kubernetes.Http;

/// <summary>Lets so many through a second, and some more at once after a pause. Who waits goes in the order of coming. Thread-safe.</summary>
/// <param name="perSecond">Rate in the long run; above 0.</param>
/// <param name="burst">How many may go at once after a pause; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private readonly Lock gate = new();
    private double tokens = burst;
    private long countedAt = time.GetTimestamp();

    /// <summary>Returns when it is the caller's turn.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var delay = Take();
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.Delay(delay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The place goes to the next one.
            lock (gate)
            {
                tokens = Math.Min(burst, tokens + 1);
            }

            throw;
        }
    }

    private TimeSpan Take()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(burst, tokens + (time.GetElapsedTime(countedAt, now).TotalSeconds * perSecond)) - 1;
            countedAt = now;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / perSecond);
        }
    }
}
