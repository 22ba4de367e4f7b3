namespace Roadstead.Kubernetes.Watching;

/// <summary>What changed, as an informer saw it.</summary>
/// <typeparam name="T">What is watched.</typeparam>
/// <param name="Before">The object before; null when it was added.</param>
/// <param name="After">The object now; null when it was removed.</param>
public sealed record InformerChange<T>(T? Before, T? After)
    where T : class, IKubernetesResource<T>
{
    /// <summary>Which object.</summary>
    public ResourceKey Key => ResourceKey.Of((After ?? Before)!.Metadata);
}
