using System.Collections.Concurrent;
using Roadstead.Kubernetes.Watching;

namespace Roadstead.Kubernetes.Tests;

/// <summary>Writes down what an informer tells: <c>+name</c>, <c>~name</c>, <c>-name</c>.</summary>
internal sealed class ChangeLog
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public static ChangeLog Of<T>(Informer<T> informer)
        where T : class, IKubernetesResource<T>
    {
        var log = new ChangeLog();
        informer.Changed += change => log.lines.Enqueue((change.Before is null ? "+" : change.After is null ? "-" : "~") + change.Key.Name);
        return log;
    }
}
