using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>Repositories: everybody lists what he may read; the rest is Pro's.</summary>
internal sealed class RepositoriesArea : IArtifactoryArea
{
    private const int MaxKeyLength = 64;

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", "/api/repositories", List);
        routes.Map("GET", "/api/repositories/configurations", Configurations, features => features.Configurations);
        routes.Map("GET", "/api/repositories/{key}", Get);
        routes.Map("PUT", "/api/repositories/{key}", Create);
        routes.Map("POST", "/api/repositories/{key}", Update);
        routes.Map("DELETE", "/api/repositories/{key}", Delete);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        if (!call.State.Settings.AnonymousAccess)
        {
            call.RequireUser();
        }

        // The filters are lower case, the answers are not; what is no known type filters nothing.
        var (type, package, project) = (call.Query("type"), call.Query("packageType"), call.Query("project"));
        var found = call.State.Repositories
            .Where(repository => AccessRules.Sees(call.State, call.Identity, repository))
            .Where(repository => string.IsNullOrEmpty(type) || string.Equals(RepositoryViews.ClassName(repository), type, StringComparison.Ordinal))
            .Where(repository => string.IsNullOrEmpty(package) || repository.PackageType == package)
            .Where(repository => string.IsNullOrEmpty(project) || repository.ProjectKey == project)
            .OrderBy(repository => repository.Key, StringComparer.Ordinal);
        return ArtifactoryAnswer.Json(ArtifactoryJson.Array(found, repository => RepositoryViews.Row(repository, call.BaseUrl)));
    }

    private static ArtifactoryAnswer Configurations(ArtifactoryCall call)
    {
        call.RequireAdmin();
        var all = new JsonObject();
        foreach (var type in Enum.GetValues<RepositoryClass>())
        {
            all[type.ToString().ToUpperInvariant()] = ArtifactoryJson.Array(call.State.Repositories.Where(repository => repository.Class == type), RepositoryViews.Configuration);
        }

        return ArtifactoryAnswer.Json(all);
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireUser();
        if (!call.Features.IsPro)
        {
            throw ArtifactoryException.OnlyPro();
        }

        var repository = Find(call, call.Path("key"));
        return AccessRules.Sees(call.State, call.Identity, repository)
            ? ArtifactoryAnswer.Json(RepositoryViews.Configuration(repository))
            : throw (call.State.Settings.HideUnauthorizedResources ? ArtifactoryException.NotFound() : ArtifactoryException.Forbidden());
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (key, body) = (call.Path("key"), call.Body());
        if (call.State.FindRepository(key) is not null)
        {
            throw ArtifactoryException.BadRequest($"Case insensitive repository key already exists: {key}");
        }

        if (key.Length is 0 or > MaxKeyLength || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') || (body["key"].Text() is { } named && named != key))
        {
            throw ArtifactoryException.BadRequest($"Invalid repository key: {key}");
        }

        if (!Enum.TryParse<RepositoryClass>(body["rclass"].Text(), ignoreCase: true, out var type) || (type == RepositoryClass.Federated && !call.Features.Federated))
        {
            throw ArtifactoryException.BadRequest($"Unsupported rclass: {body["rclass"].Text()}");
        }

        var package = body["packageType"].Text()?.ToLowerInvariant() ?? "generic";
        if (package is not ("docker" or "oci" or "generic" or "helm" or "maven" or "npm") || (package == "oci" && !call.Features.Oci))
        {
            throw ArtifactoryException.BadRequest($"Unsupported package type: {package}");
        }

        var repository = new ArtifactoryRepository(key, type, package);
        Change(call, repository, body);
        call.State.Repositories.Add(repository);
        return ArtifactoryAnswer.Text($"Successfully created repository '{key}' \n");
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var repository = Find(call, call.Path("key"));
        Change(call, repository, call.Body());
        return ArtifactoryAnswer.Text($"Repository {repository.Key} update successfully.\n");
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var repository = Find(call, call.Path("key"));
        call.State.Repositories.Remove(repository);
        foreach (var other in call.State.Repositories)
        {
            other.Members.Remove(repository.Key);
        }

        return ArtifactoryAnswer.Text($"Repository {repository.Key} and all its content have been removed successfully.");
    }

    private static void Change(ArtifactoryCall call, ArtifactoryRepository repository, JsonObject body)
    {
        if (repository.Class == RepositoryClass.Remote)
        {
            repository.Upstream = Uri.TryCreate(body["url"].Text() ?? repository.Upstream?.AbsoluteUri, UriKind.Absolute, out var upstream) ? upstream : throw ArtifactoryException.BadRequest("URL cannot be empty");
            repository.UpstreamLogin = body["username"].Text() is { Length: > 0 } username ? new ArtifactoryCredentials(username, body["password"].Text() ?? "") : repository.UpstreamLogin;
        }

        if (body["repositories"].Texts() is { } members && repository.Class == RepositoryClass.Virtual)
        {
            if (members.FirstOrDefault(member => call.State.FindRepository(member)?.PackageType != repository.PackageType) is { } wrong)
            {
                throw ArtifactoryException.BadRequest($"Repository '{wrong}' does not exist or has another package type");
            }

            repository.Members.Clear();
            repository.Members.AddRange(members);
        }

        repository.DefaultDeploymentRepository = body["defaultDeploymentRepo"].Text() is { } into ? (into.Length > 0 ? into : null) : repository.DefaultDeploymentRepository;
        repository.Description = body["description"].Text() ?? repository.Description;
        repository.ProjectKey = body["projectKey"].Text() ?? repository.ProjectKey;
    }

    private static ArtifactoryRepository Find(ArtifactoryCall call, string key) =>
        call.State.Repositories.Find(repository => repository.Key == key) ?? throw ArtifactoryException.BadRequest("Bad Request");
}
