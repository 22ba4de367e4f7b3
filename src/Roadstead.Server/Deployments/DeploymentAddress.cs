using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Deployments;

/// <summary>The Service of a deployment, of the same name: made where it is asked for, and gone with its deployment, which owns it.</summary>
internal static class DeploymentAddress
{
    /// <summary>A problem when a Service of this name is there already.</summary>
    public static async Task<Problem?> CheckAsync(KubernetesClient client, string ns, string name, CancellationToken cancellationToken) =>
        await client.FindAsync<Service>(ns, name, cancellationToken) is null ? null : Taken(name);

    /// <summary>Makes it. Where that fails the deployment goes again: nobody asked for half of it.</summary>
    public static async Task<Problem?> MakeAsync(KubernetesClient client, Deployment deployment, int port, CancellationToken cancellationToken)
    {
        var (ns, name) = (deployment.Metadata.Namespace!, deployment.Metadata.Name);
        try
        {
            await client.CreateAsync(Of(deployment, port), cancellationToken);
            return null;
        }
        catch (KubernetesException e)
        {
            await client.DeleteAsync<Deployment>(ns, name, new DeletePreconditions(deployment.Metadata.Uid), cancellationToken);
            if (e.Code == KubernetesErrorCode.AlreadyExists) return Taken(name);
            throw;
        }
    }

    /// <summary>Where pods reach it, as <c>name.namespace:port</c>; null without a Service of its own, and without the right to look.</summary>
    public static async Task<string?> FindAsync(KubernetesClient client, Deployment deployment, CancellationToken cancellationToken)
    {
        var (ns, name) = (deployment.Metadata.Namespace!, deployment.Metadata.Name);
        try
        {
            return await client.FindAsync<Service>(ns, name, cancellationToken) is { Spec.Ports: [var port, ..] } found
                && found.Metadata.OwnerReferences?.Any(owner => owner.Uid == deployment.Metadata.Uid) is true
                ? $"{name}.{ns}:{port.Number}"
                : null;
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.Forbidden)
        {
            return null; // what it lacks stands in the cluster's status
        }
    }

    private static Service Of(Deployment deployment, int port) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = deployment.Metadata.Name,
            Namespace = deployment.Metadata.Namespace,
            Labels = deployment.Metadata.Labels,
            OwnerReferences = [new OwnerReference { ApiVersion = deployment.ApiVersion, Kind = deployment.Kind, Name = deployment.Metadata.Name, Uid = deployment.Metadata.Uid }],
        },
        Spec = new ServiceSpec { Selector = deployment.Spec.Selector.MatchLabels, Ports = [new ServicePort(port)] },
    };

    private static Problem Taken(string name) => new(ErrorCodes.NameTaken, $"There is a Service '{name}' already. Choose another name, or deploy without a Service.");
}
