namespace Roadstead.Server.Tests.Deployments;

/// <summary>Classes that share one <see cref="DeploymentWorld"/>, in namespaces of their own.</summary>
[CollectionDefinition(Name)]
public sealed class OneDeploymentWorld : ICollectionFixture<DeploymentWorld>
{
    public const string Name = "deployments";
}
