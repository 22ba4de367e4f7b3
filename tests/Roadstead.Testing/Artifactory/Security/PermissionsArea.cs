using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>Permission targets of the second generation, since 6.6.</summary>
internal sealed class PermissionsArea : IArtifactoryArea
{
    private const string All = "/api/v2/security/permissions";
    private static readonly string[] Actions = ["read", "write", "annotate", "delete", "manage", "managedXrayMeta", "distribute"];

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", All, List, features => features.Permissions);
        routes.Map("GET", All + "/{name}", Get, features => features.Permissions);
        routes.Map("PUT", All + "/{name}", Put, features => features.Permissions);
        routes.Map("POST", All + "/{name}", Create, features => features.Permissions);
        routes.Map("DELETE", All + "/{name}", Delete, features => features.Permissions);
        routes.Map("GET", All + "/users/{principal}", call => OfPrincipal(call, target => target.Users, "user"), features => features.PermissionsOfPrincipals);
        routes.Map("GET", All + "/groups/{principal}", call => OfPrincipal(call, target => target.Groups, "group"), features => features.PermissionsOfPrincipals);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.Json(ArtifactoryJson.Array(call.State.PermissionTargets, target => new JsonObject { ["name"] = target.Name, ["uri"] = $"{call.BaseUrl}{All}/{Uri.EscapeDataString(target.Name)}" }));
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.Json(View(Find(call) ?? throw ArtifactoryException.NotFound($"Permission target '{Name(call)}' was not found")));
    }

    private static ArtifactoryAnswer Put(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (before, target) = (Find(call), Read(call));
        if (before is null)
        {
            call.State.PermissionTargets.Add(target);
            return new ArtifactoryAnswer(201);
        }

        call.State.PermissionTargets[call.State.PermissionTargets.IndexOf(before)] = target;
        return new ArtifactoryAnswer(200);
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        if (Find(call) is not null)
        {
            throw ArtifactoryException.Conflict($"Permission target '{Name(call)}' already exists");
        }

        call.State.PermissionTargets.Add(Read(call));
        return new ArtifactoryAnswer(201);
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var target = Find(call) ?? throw ArtifactoryException.NotFound($"Permission target '{Name(call)}' was not found");
        call.State.PermissionTargets.Remove(target);
        return ArtifactoryAnswer.Text($"Permission Target '{target.Name}' has been removed successfully.");
    }

    private static ArtifactoryAnswer OfPrincipal(ArtifactoryCall call, Func<ArtifactoryPermission, IReadOnlyDictionary<string, IReadOnlyList<string>>> given, string kind)
    {
        call.RequireProAdmin();
        var principal = call.Path("principal");
        if ((kind == "user" ? call.State.FindUser(principal) : (object?)call.State.FindGroup(principal)) is null)
        {
            throw ArtifactoryException.NotFound($"The {kind} '{principal}' does not exist");
        }

        return ArtifactoryAnswer.Json(ArtifactoryJson.Array(call.State.PermissionTargets.Where(target => given(target).ContainsKey(principal)), target => new JsonObject
        {
            ["name"] = target.Name,
            ["repo"] = new JsonObject { ["repositories"] = ArtifactoryJson.Strings(target.Repositories), ["actions"] = ArtifactoryJson.Strings(given(target)[principal]) },
        }));
    }

    private static ArtifactoryPermission Read(ArtifactoryCall call)
    {
        var (name, body) = (Name(call), call.Body());
        if (body["name"].Text() is { } named && named != name)
        {
            throw ArtifactoryException.BadRequest($"The permission target name '{named}' is not that of the path");
        }

        var repo = body["repo"] as JsonObject ?? throw ArtifactoryException.BadRequest("The permission target has no 'repo' section");
        var repositories = repo["repositories"].Texts() is { Count: > 0 } keys ? keys : throw ArtifactoryException.BadRequest("Permission target must contain at least one repository");
        foreach (var key in repositories.Where(key => key is not ("ANY" or "ANY LOCAL" or "ANY REMOTE" or "ANY DISTRIBUTION")))
        {
            var repository = call.State.FindRepository(key) ?? throw ArtifactoryException.BadRequest($"Permission target contains a reference to a non-existing repository '{key}'");
            if (repository.Class == RepositoryClass.Virtual)
            {
                throw ArtifactoryException.BadRequest("Permission targets are not supported for Virtual repositories");
            }
        }

        var (users, groups) = (Grants(repo, "users"), Grants(repo, "groups"));
        UserRules.RequireGroups(call.State, groups.Keys);
        if (users.Keys.FirstOrDefault(user => call.State.FindUser(user) is null) is { } unknown)
        {
            throw ArtifactoryException.BadRequest($"Permission target contains a reference to a non-existing user '{unknown}'");
        }

        return new ArtifactoryPermission(name)
        {
            Repositories = repositories,
            Includes = repo["include-patterns"].Texts() is { Count: > 0 } includes ? includes : ["**"],
            Excludes = repo["exclude-patterns"].Texts() ?? [],
            Users = users,
            Groups = groups,
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Grants(JsonObject repo, string kind)
    {
        var given = (repo["actions"]?[kind] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.Texts() ?? []);
        return given.Values.SelectMany(actions => actions).FirstOrDefault(action => !Actions.Contains(action)) is { } unknown ? throw ArtifactoryException.BadRequest($"Unknown action '{unknown}'") : given;
    }

    private static JsonObject View(ArtifactoryPermission target) => new()
    {
        ["name"] = target.Name,
        ["repo"] = new JsonObject
        {
            ["include-patterns"] = ArtifactoryJson.Strings(target.Includes),
            ["exclude-patterns"] = ArtifactoryJson.Strings(target.Excludes),
            ["repositories"] = ArtifactoryJson.Strings(target.Repositories),
            ["actions"] = new JsonObject { ["users"] = Grants(target.Users), ["groups"] = Grants(target.Groups) },
        },
    };

    private static JsonObject Grants(IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
        new(given.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, ArtifactoryJson.Strings(entry.Value))));

    private static ArtifactoryPermission? Find(ArtifactoryCall call) => call.State.PermissionTargets.Find(target => target.Name == Name(call));

    // In names blanks stand as a plus.
    private static string Name(ArtifactoryCall call) => call.Path("name").Replace('+', ' ');
}
