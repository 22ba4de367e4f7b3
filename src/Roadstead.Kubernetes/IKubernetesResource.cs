using Roadstead.Kubernetes.Objects;

namespace Roadstead.Kubernetes;

/// <summary>An object that the API server stores under a name.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IKubernetesResource<TSelf>
    where TSelf : class, IKubernetesResource<TSelf>
{
    /// <summary>Its type.</summary>
    static abstract ResourceType Resource { get; }

    /// <summary>Name, namespace, version and what else every object has.</summary>
    ObjectMeta Metadata { get; }
}
