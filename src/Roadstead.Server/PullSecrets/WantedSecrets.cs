using System.Collections.Frozen;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.PullIdentities;

namespace Roadstead.Server.PullSecrets;

/// <summary>Which namespaces of one cluster should have a pull secret, and tells the queue which of them have changed since the last look. <see cref="Contains"/> is safe for any number of threads.</summary>
internal sealed class WantedSecrets(string cluster, IPullSecretContents contents, WorkQueue<string> queue)
{
    private volatile IReadOnlyDictionary<string, PullSecretMark> marks = FrozenDictionary<string, PullSecretMark>.Empty;

    public bool Contains(string ns) => marks.ContainsKey(ns);

    /// <summary>Compares what is published now with what was then. One caller at a time.</summary>
    public void Follow()
    {
        var (before, now) = (marks, contents.MarksOf(cluster));
        marks = now;
        foreach (var (ns, mark) in now)
        {
            if (!before.TryGetValue(ns, out var old) || old != mark)
                queue.Enqueue(ns);
        }

        foreach (var ns in before.Keys)
        {
            if (!now.ContainsKey(ns))
                queue.Enqueue(ns);
        }
    }
}
