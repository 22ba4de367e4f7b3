using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>
/// Who may what on /v2. Refusals are always 401: with the bearer challenge when nothing was sent, with <c>Basic realm="harbor"</c> when something was,
/// and with an empty challenge for a project that does not exist.
/// </summary>
internal sealed class RegistryAccess(HttpRequest request, HarborState state, HarborIdentity identity)
{
    private bool SentNothing => request.Headers.Authorization.Count == 0;

    public void RequireSignedIn()
    {
        if (!identity.IsAuthenticated)
        {
            throw Refused("unauthorized", scopes: []);
        }
    }

    /// <summary>The catalog takes an admin's password only, and never offers a bearer challenge.</summary>
    public void RequireCatalog()
    {
        if (identity is TokenIdentity || !identity.IsAdmin)
        {
            throw Refused("unauthorized to list catalog", scopes: null);
        }
    }

    /// <summary>Returns the project when everything that the request needs is allowed.</summary>
    /// <param name="repository">Full name.</param>
    /// <param name="action">pull, push or delete.</param>
    /// <param name="from">Full name of the repository that a blob is mounted from; null for none.</param>
    public ProjectState Require(string repository, string action, string? from = null)
    {
        List<string> scopes = [$"repository:{repository}:{(action == "push" ? "pull,push" : action)}"];
        if (from is not null)
        {
            scopes.Add($"repository:{from}:pull");
            Check(from, "pull", scopes);
        }

        return Check(repository, action, scopes);
    }

    private ProjectState Check(string repository, string action, List<string> scopes)
    {
        if (SentNothing && !identity.IsAuthenticated && action == "pull")
        {
            throw Refused("authorize header needed to send HEAD to repository", scopes);
        }

        var name = repository.Split('/')[0];
        if (state.Projects.Find(name) is not { } project)
        {
            var missing = HarborException.Unauthorized($"project {name} not found: project {name} not found");
            missing.Headers["Www-Authenticate"] = SentNothing && !identity.IsAuthenticated ? Bearer(scopes) : "";
            missing.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
            throw missing;
        }

        var allowed = identity is TokenIdentity token ? token.Allows(project, repository, action) : identity.RegistryActions(project).Contains(action);
        return allowed ? project : throw Refused($"unauthorized to access repository: {repository}, action: {action}", scopes);
    }

    private HarborException Refused(string message, List<string>? scopes)
    {
        var refused = HarborException.Unauthorized($"{message}: {message}");
        refused.Headers["Www-Authenticate"] = SentNothing && scopes is not null ? Bearer(scopes) : "Basic realm=\"harbor\"";
        refused.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        return refused;
    }

    private string Bearer(List<string> scopes)
    {
        // Until 2.13 the realm is the configured address, then it follows the request's host.
        var scheme = state.ExternalUrl[..state.ExternalUrl.IndexOf(':', StringComparison.Ordinal)];
        var realm = state.Features.RealmFollowsHost ? $"{scheme}://{request.Host}" : state.ExternalUrl;
        var scope = scopes.Count == 0 ? "" : $",scope=\"{string.Join(' ', scopes)}\"";
        return $"Bearer realm=\"{realm}/service/token\",service=\"harbor-registry\"{scope}";
    }
}
