using Roadstead.Kubernetes.Objects;

namespace Roadstead.Kubernetes;

/// <summary>What names an object among those of its type.</summary>
/// <param name="Namespace">Its namespace; null for objects of the whole cluster.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ResourceKey(string? Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ResourceKey Of(ObjectMeta metadata) => new(metadata.Namespace, metadata.Name);

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
