using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>Repositories as the API shows them.</summary>
internal static class RepositoryViews
{
    /// <summary>local, remote, virtual or federated.</summary>
    public static string ClassName(ArtifactoryRepository repository) => repository.Class.ToString().ToLowerInvariant();

    /// <summary>An entry of the list: the type in capitals, the package type with one.</summary>
    public static JsonObject Row(ArtifactoryRepository repository, string baseUrl) => new JsonObject { ["key"] = repository.Key }
        .With(repository.Description.Length > 0, "description", repository.Description)
        .With(true, "type", repository.Class.ToString().ToUpperInvariant())
        .With(true, "url", repository.Upstream?.AbsoluteUri ?? $"{baseUrl}/{repository.Key}")
        .With(true, "packageType", char.ToUpperInvariant(repository.PackageType[0]) + repository.PackageType[1..]);

    /// <summary>The configuration: <c>rclass</c> instead of a type.</summary>
    public static JsonObject Configuration(ArtifactoryRepository repository)
    {
        var isRemote = repository.Class == RepositoryClass.Remote;
        var view = new JsonObject
        {
            ["key"] = repository.Key,
            ["projectKey"] = repository.ProjectKey,
            ["environments"] = new JsonArray(),
            ["packageType"] = repository.PackageType,
            ["rclass"] = ClassName(repository),
            ["description"] = repository.Description,
            ["notes"] = "",
            ["includesPattern"] = "**/*",
            ["excludesPattern"] = "",
            ["repoLayoutRef"] = "simple-default",
        };
        if (repository.IsContainers && repository.Class is RepositoryClass.Local or RepositoryClass.Federated)
        {
            view["dockerApiVersion"] = "V2";
            view["maxUniqueTags"] = 0;
            view["dockerTagRetention"] = 1;
            view["blockPushingSchema1"] = true;
        }

        return view
            .With(isRemote, "url", repository.Upstream?.AbsoluteUri)
            .With(isRemote, "username", repository.UpstreamLogin?.Username ?? "")
            .With(isRemote, "enableTokenAuthentication", true)
            .With(isRemote, "externalDependenciesEnabled", false)
            .With(repository.Class == RepositoryClass.Virtual, "repositories", ArtifactoryJson.Strings(repository.Members))
            .With(repository.Class == RepositoryClass.Virtual, "defaultDeploymentRepo", repository.DefaultDeploymentRepository);
    }
}
