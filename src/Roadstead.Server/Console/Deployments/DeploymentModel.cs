using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Deployments;

/// <summary>A deployment and how its roll-out goes: what an open page asks for again until it is done.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Deployment">The deployment; null while the cluster does not answer.</param>
/// <param name="Problem">Why it does not.</param>
public sealed record DeploymentModel(string Cluster, string Namespace, string Name, DeploymentView? Deployment, Problem? Problem = null)
{
    /// <summary>True when this is sent alone, into a page whose title shows the state as well.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>True for those who may change it.</summary>
    public bool MayChange { get; init; }

    public string Path => ConsolePaths.Deployment(Cluster, Namespace, Name);

    /// <summary>When htmx asks again; null once nothing more is to come. What failed goes on when it is mended, so it is looked at now and then.</summary>
    public string? Trigger => Deployment?.State switch
    {
        DeploymentState.Available => null,
        DeploymentState.Progressing => "every 2s",
        _ => "every 10s",
    };
}
