namespace Roadstead.Server.Overview;

/// <summary>
/// A figure that is dear to make, kept for a moment. Whoever asks later gets the one that is there while the next is made, so that only the first ever waits;
/// one that nobody asked for in a long time is made anew before it is given.
/// </summary>
/// <param name="read">Makes the figure.</param>
/// <param name="freshFor">How long it is given without making the next.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the figure could not be made: nobody may wait for it.</param>
internal sealed class Kept<T>(Func<CancellationToken, Task<T>> read, TimeSpan freshFor, TimeProvider time, ILogger logger)
    where T : class
{
    private const int OldAfter = 6;

    private readonly Lock gate = new();
    private (T Value, long At)? held;
    private Task<T>? making;

    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> next;
        lock (gate)
        {
            var age = held is { } one ? time.GetElapsedTime(one.At) : TimeSpan.MaxValue;
            if (age < freshFor) return held!.Value.Value;
            if (making is null || making.IsCompleted) making = Task.Run(MakeAsync, CancellationToken.None);

            if (age < freshFor * OldAfter) return held!.Value.Value;
            next = making;
        }

        return await next.WaitAsync(cancellationToken);
    }

    // For all who ask: it does not end with the request that began it.
    private async Task<T> MakeAsync()
    {
        try
        {
            var value = await read(CancellationToken.None);
            lock (gate) held = (value, time.GetTimestamp());
            return value;
        }
        catch (Exception e)
        {
            KeptLog.NotMade(logger, e);
            throw;
        }
    }
}
