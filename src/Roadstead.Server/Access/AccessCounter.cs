using Roadstead.Core.Access;

namespace Roadstead.Server.Access;

/// <summary>Counts refusals and token issues, and writes them every second. A door never waits for the store; what a crash loses is one second. What could not be written is written with the next.</summary>
public sealed partial class AccessCounter(IAccessCountStore store, TimeProvider time, ILogger<AccessCounter> logger) : BackgroundService
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    // Anybody may ask for any name: what they invent must fill neither memory nor store.
    private const int MaxDistinctPerMinute = 2000;
    private const int MaxImageLength = 512;
    private const string TheRest = "*";

    // A store that takes nothing for long must not fill memory either.
    private const int MaxKept = 10 * MaxDistinctPerMinute;

    private readonly Lock gate = new();
    private readonly HashSet<Key> ofThisMinute = [];
    private Dictionary<Key, long> counts = [];
    private DateTimeOffset minute;

    public void Count(DoorAccount account, string image, AccessReason reason) => Count(account.Cluster, account.Namespace, image, reason);

    /// <param name="cluster">Empty for nobody and for people.</param>
    /// <param name="ns">Empty as above.</param>
    /// <param name="image">As it was asked for; of a very long one the beginning counts.</param>
    /// <param name="reason">What decided.</param>
    public void Count(string cluster, string ns, string image, AccessReason reason)
    {
        if (image.Length > MaxImageLength) image = image[..MaxImageLength];
        var now = time.GetUtcNow();
        var key = new Key(cluster, ns, image, reason, new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
        lock (gate)
        {
            if (key.Minute != minute)
            {
                minute = key.Minute;
                ofThisMinute.Clear();
            }

            if (!ofThisMinute.Contains(key))
            {
                if (ofThisMinute.Count >= MaxDistinctPerMinute) key = key with { Image = TheRest };
                ofThisMinute.Add(key);
            }

            Add(key, 1);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // StopAsync writes the last
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        Dictionary<Key, long> taken;
        lock (gate)
        {
            if (counts.Count == 0) return;
            (taken, counts) = (counts, []);
        }

        try
        {
            await store.AddAsync(
                [.. taken.Select(count => new AccessTally(count.Key.Cluster, count.Key.Namespace, count.Key.Image, count.Key.Reason.ToWire(), count.Key.Minute, count.Value))],
                cancellationToken);
        }
        catch (Exception e)
        {
            var lost = PutBack(taken);
            if (cancellationToken.IsCancellationRequested) throw;

            // Counts tell what happened; pulls go on without them.
            Log.NotWritten(logger, e, taken.Count, lost);
        }
    }

    private int PutBack(Dictionary<Key, long> taken)
    {
        var lost = 0;
        lock (gate)
        {
            foreach (var (key, count) in taken)
                if (!Add(key, count)) lost++;
        }

        return lost;
    }

    private bool Add(Key key, long more)
    {
        if (counts.Count >= MaxKept && !counts.ContainsKey(key)) return false;
        counts[key] = counts.GetValueOrDefault(key) + more;
        return true;
    }

    private readonly record struct Key(string Cluster, string Namespace, string Image, AccessReason Reason, DateTimeOffset Minute);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Rows} counts of refusals and tokens could not be written; they are kept for the next try, but for {Lost} that are too many.")]
        public static partial void NotWritten(ILogger logger, Exception exception, int rows, int lost);
    }
}
