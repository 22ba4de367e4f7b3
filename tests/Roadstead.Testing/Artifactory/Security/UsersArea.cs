using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>Users by the old API, which 7.x still has.</summary>
internal sealed class UsersArea : IArtifactoryArea
{
    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", "/api/security/users", List);
        routes.Map("GET", "/api/security/users/{name}", Get);
        routes.Map("PUT", "/api/security/users/{name}", Put);
        routes.Map("POST", "/api/security/users/{name}", Update);
        routes.Map("DELETE", "/api/security/users/{name}", Delete);
        routes.Map("POST", "/api/security/unlockUsers/{name}", Unlock);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.Json(ArtifactoryJson.Array(call.State.Users, user => new JsonObject { ["name"] = user.Name, ["uri"] = $"{call.BaseUrl}/api/security/users/{user.Name}", ["realm"] = "internal" }));
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var user = UserRules.RequireUser(call.State, call.Path("name"));
        return ArtifactoryAnswer.Json(new JsonObject
        {
            ["name"] = user.Name,
            ["email"] = user.Email,
            ["admin"] = user.IsAdmin,
            ["profileUpdatable"] = user.IsProfileUpdatable,
            ["disableUIAccess"] = user.IsUiAccessDisabled,
            ["internalPasswordDisabled"] = user.IsPasswordDisabled,
            ["realm"] = "internal",
            ["groups"] = ArtifactoryJson.Strings(user.Groups),
        });
    }

    private static ArtifactoryAnswer Put(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (name, body) = (call.Path("name"), call.Body());
        var user = UserRules.New(call.State, name, body);
        UserRules.Change(call.State, user, body, isOld: true);
        if (call.State.FindUser(name) is { } before)
        {
            call.State.Users.Remove(before);
        }

        call.State.Users.Add(user);
        return new ArtifactoryAnswer(201);
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        UserRules.Change(call.State, UserRules.RequireUser(call.State, call.Path("name")), call.Body(), isOld: true);
        return new ArtifactoryAnswer(200);
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var user = UserRules.RequireUser(call.State, call.Path("name"));
        UserRules.Remove(call.State, user);
        return ArtifactoryAnswer.Text($"User '{user.Name}' has been removed successfully.");
    }

    private static ArtifactoryAnswer Unlock(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var user = UserRules.RequireUser(call.State, call.Path("name"));
        call.State.Logins.Suspensions.Unlock(user.Name);
        return ArtifactoryAnswer.Text($"The given user '{user.Name}' has been unlocked successfully");
    }
}
