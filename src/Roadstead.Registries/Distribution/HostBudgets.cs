namespace Roadstead.Registries.Distribution;

/// <summary>
/// The concurrency budget of each host, shared by all drivers of the process: a crawl, a health check and the gateway together never put more load
/// on a registry than this. Calls and blob streams have places of their own, so that slow downloads delay no check. Thread safe.
/// </summary>
public sealed class HostBudgets
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Host, bool Stream), Places> hosts = [];
    private readonly int calls;
    private readonly int streams;
    private readonly int waiting;

    /// <summary>Budgets.</summary>
    /// <param name="callsPerHost">Calls at the same time to one host:port. Default 16, at least 1.</param>
    /// <param name="streamsPerHost">Blobs that stream at the same time from one host:port. Default 128, at least 1.</param>
    /// <param name="waitingPerHost">Calls that may wait for a place; one more is refused as <see cref="RegistryErrorCode.Busy"/>. Default 1024.</param>
    public HostBudgets(int callsPerHost = 16, int streamsPerHost = 128, int waitingPerHost = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(callsPerHost, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(streamsPerHost, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(waitingPerHost);
        (calls, streams, waiting) = (callsPerHost, streamsPerHost, waitingPerHost);
    }

    /// <summary>Hosts that have a call under way or waiting.</summary>
    internal int ActiveHosts
    {
        get
        {
            lock (gate)
            {
                return hosts.Count;
            }
        }
    }

    /// <summary>Waits for a place; disposing gives it back.</summary>
    internal async Task<IDisposable> EnterAsync(string host, bool stream, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = (host, stream);
        var most = stream ? streams : calls;
        Places places;
        lock (gate)
        {
            if (!hosts.TryGetValue(key, out places!))
            {
                hosts[key] = places = new Places(new SemaphoreSlim(most, most));
            }

            if (places.Users >= most + waiting)
            {
                throw Busy(host);
            }

            places.Users++;
        }

        try
        {
            using var deadline = new CancellationTokenSource(patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await places.Semaphore.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Leave(key, places);
            throw Busy(host);
        }
        catch (OperationCanceledException)
        {
            Leave(key, places);
            throw;
        }

        return new Place(this, key, places);
    }

    private void Leave((string, bool) key, Places places)
    {
        lock (gate)
        {
            if (--places.Users == 0)
            {
                hosts.Remove(key);
            }
        }
    }

    private static RegistryException Busy(string host) =>
        new(RegistryErrorCode.Busy, $"Too many calls to {host} wait already. Try again in a moment.");

    private sealed class Places(SemaphoreSlim semaphore)
    {
        public SemaphoreSlim Semaphore => semaphore;

        public int Users { get; set; }
    }

    private sealed class Place(HostBudgets owner, (string, bool) key, Places places) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                places.Semaphore.Release();
                owner.Leave(key, places);
            }
        }
    }
}
