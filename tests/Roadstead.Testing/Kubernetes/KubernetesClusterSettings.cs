namespace Roadstead.Testing.Kubernetes;

/// <summary>How a real control plane is set up.</summary>
public sealed record KubernetesClusterSettings
{
    /// <summary>Further arguments of kube-apiserver, such as <c>--max-requests-inflight=20</c>.</summary>
    public IReadOnlyList<string> ApiServerArguments { get; init; } = [];

    /// <summary>Whether kube-controller-manager runs; without it no namespace gets its default service account and no Deployment a pod.</summary>
    public bool Controllers { get; init; } = true;
}
