namespace Roadstead.Kubernetes.Work;

/// <summary>A key in a work queue. All of it belongs to the queue's lock.</summary>
internal sealed class WorkItem<TKey>(TKey key)
{
    public TKey Key { get; } = key;

    /// <summary>When it is to be worked on (next); null: no more, unless told.</summary>
    public DateTimeOffset? Due { get; set; }

    public bool IsRunning { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Not to be worked on earlier, whoever asks: it has just failed.</summary>
    public DateTimeOffset NotBefore { get; set; }
}
