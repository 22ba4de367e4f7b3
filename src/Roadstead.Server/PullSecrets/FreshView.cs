using System.Collections.Concurrent;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Watching;

namespace Roadstead.Server.PullSecrets;

/// <summary>
/// An informer's objects of one name, with what was just written and the informer has not heard of yet: without it a second look right after a write would write
/// again. Safe for any number of threads.
/// </summary>
internal sealed class FreshView<T>(Informer<T> informer, string name, TimeProvider time)
    where T : class, IKubernetesResource<T>
{
    // An informer that takes longer is believed again.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Write> writes = new(StringComparer.Ordinal);

    /// <summary>The object of this namespace; null when there is none.</summary>
    public T? Find(string ns)
    {
        var heard = informer.Find(ns, name);
        if (!writes.TryGetValue(ns, out var write))
            return heard;
        if (write.Over == heard?.Metadata.ResourceVersion && time.GetElapsedTime(write.At) < Life)
            return write.Result;
        writes.TryRemove(KeyValuePair.Create(ns, write));
        return heard;
    }

    /// <summary>Notes a write.</summary>
    /// <param name="ns">Where.</param>
    /// <param name="before">What <see cref="Find"/> showed before it.</param>
    /// <param name="result">What is there now; null: nothing.</param>
    public void Note(string ns, T? before, T? result)
    {
        var heard = informer.Find(ns, name)?.Metadata.ResourceVersion;
        var seen = before?.Metadata.ResourceVersion;
        var isNext = writes.TryGetValue(ns, out var last) && last.Over == heard && last.Result?.Metadata.ResourceVersion == seen;
        if ((heard == seen || isNext) && heard != result?.Metadata.ResourceVersion)
            writes[ns] = new Write(heard, result, time.GetTimestamp());
    }

    /// <summary>The informer heard of this namespace.</summary>
    /// <returns>True when it is no more than what was written here last.</returns>
    public bool Heard(string ns, T? now) => writes.TryRemove(ns, out var write) && write.Result?.Metadata.ResourceVersion == now?.Metadata.ResourceVersion;

    private sealed record Write(string? Over, T? Result, long At);
}
