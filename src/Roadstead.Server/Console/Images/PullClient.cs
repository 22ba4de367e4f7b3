namespace Roadstead.Server.Console.Images;

/// <summary>Programs that pull images.</summary>
public enum PullClient
{
    Docker,
    Podman,
    Nerdctl,
    Skopeo,
    Helm,
    Kubernetes,
}
