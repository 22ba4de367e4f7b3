using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Roadstead.Server.Images.Crawl;

/// <summary>What is asked of one registry's index. Safe for any number of threads.</summary>
internal sealed class RegistryQueue
{
    /// <summary>More changed repositories than this are found by a crawl.</summary>
    private const int MaxChanged = 1000;

    private readonly Channel<bool> wake = Signal();
    private readonly Channel<bool> told = Signal();
    private readonly ConcurrentDictionary<string, bool> changed = new(StringComparer.Ordinal);
    private int requested;
    private int lookedFor;

    /// <summary>Asks for a crawl.</summary>
    public void Request()
    {
        Interlocked.Exchange(ref requested, 1);
        wake.Writer.TryWrite(true);
    }

    /// <summary>Asks for a look at what has changed, or for a crawl where the registry does not tell.</summary>
    public void RequestLook()
    {
        Interlocked.Exchange(ref lookedFor, 1);
        wake.Writer.TryWrite(true);
    }

    public void NoteChanged(string repository)
    {
        if (changed.Count >= MaxChanged) RequestLook();
        else if (changed.TryAdd(repository, true)) told.Writer.TryWrite(true);
    }

    public bool TakeRequest() => Interlocked.Exchange(ref requested, 0) == 1;

    public bool IsLookAsked => Volatile.Read(ref lookedFor) == 1;

    public bool TakeLook() => Interlocked.Exchange(ref lookedFor, 0) == 1;

    /// <summary>The repositories that are said to have changed, as they are said to; ends with its token alone. One that is named again after it was taken comes again.</summary>
    public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var path in changed.Keys)
            {
                if (changed.TryRemove(path, out _)) yield return path;
            }

            await told.Reader.ReadAsync(cancellationToken);
        }
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

    private static Channel<bool> Signal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
