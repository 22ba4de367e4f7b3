using System.Collections.Concurrent;
using Roadstead.Core.Access;

namespace Roadstead.Server.Access;

/// <summary>Counts refusals and token issues, and writes them every second. A door never waits for the store; what a crash loses is one second.</summary>
public sealed partial class AccessCounter(IAccessCountStore store, TimeProvider time, ILogger<AccessCounter> logger) : BackgroundService
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    // Anybody may ask for any name: what they invent must fill neither memory nor store.
    private const int MaxDistinctPerMinute = 2000;
    private const int MaxImageLength = 512;
    private const string TheRest = "*";

    private ConcurrentDictionary<Key, long> counts = new();
    private ConcurrentDictionary<Key, bool> ofThisMinute = new();
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
        if (key.Minute != minute) (minute, ofThisMinute) = (key.Minute, new()); // two threads at once: a few more than the limit
        if (!ofThisMinute.ContainsKey(key))
        {
            if (ofThisMinute.Count >= MaxDistinctPerMinute) key = key with { Image = TheRest };
            ofThisMinute.TryAdd(key, true);
        }

        counts.AddOrUpdate(key, 1, (_, count) => count + 1);
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
        if (counts.IsEmpty) return;
        var taken = Interlocked.Exchange(ref counts, new());
        try
        {
            await store.AddAsync(
                [.. taken.Select(count => new AccessTally(count.Key.Cluster, count.Key.Namespace, count.Key.Image, count.Key.Reason.ToWire(), count.Key.Minute, count.Value))],
                cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Counts tell what happened; pulls go on without them.
            Log.NotWritten(logger, e, taken.Count);
        }
    }

    private readonly record struct Key(string Cluster, string Namespace, string Image, AccessReason Reason, DateTimeOffset Minute);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Rows} counts of refusals and tokens could not be written and are lost.")]
        public static partial void NotWritten(ILogger logger, Exception exception, int rows);
    }
}
