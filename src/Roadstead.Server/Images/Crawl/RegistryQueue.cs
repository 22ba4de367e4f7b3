using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Roadstead.Server.Images.Crawl;

/// <summary>What is asked of one registry's index. Safe for any number of threads.</summary>
internal sealed class RegistryQueue
{
    /// <summary>More changed repositories than this are a crawl.</summary>
    private const int MaxChanged = 1000;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, bool> changed = new(StringComparer.Ordinal);
    private int requested;

    public void Request()
    {
        Interlocked.Exchange(ref requested, 1);
        wake.Writer.TryWrite(true);
    }

    public void NoteChanged(string repository)
    {
        if (changed.Count >= MaxChanged) Request();
        else if (changed.TryAdd(repository, true)) wake.Writer.TryWrite(true);
    }

    public bool TakeRequest() => Interlocked.Exchange(ref requested, 0) == 1;

    public bool TryTakeChanged(out string repository)
    {
        foreach (var path in changed.Keys)
        {
            if (!changed.TryRemove(path, out _)) continue;
            repository = path;
            return true;
        }

        repository = "";
        return false;
    }

    /// <summary>Returns when something is asked, or after <paramref name="timeout"/>.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (timeout <= TimeSpan.Zero) return;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = wake.Reader.ReadAsync(waiting.Token).AsTask();
        await Task.WhenAny(asked, Task.Delay(timeout, time, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
