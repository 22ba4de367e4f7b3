using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>Users by the Access service, since 7.49.3.</summary>
internal sealed class AccessUsersArea : IArtifactoryArea
{
    private const string All = "/access/api/v2/users";

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", All, List, features => features.AccessUsers);
        routes.Map("POST", All, Create, features => features.AccessUsers);
        routes.Map("GET", All + "/{name}", Get, features => features.AccessUsers);
        routes.Map("PATCH", All + "/{name}", Update, features => features.AccessUsers);
        routes.Map("DELETE", All + "/{name}", Delete, features => features.AccessUsers);
        routes.Map("PATCH", All + "/{name}/groups", ChangeGroups, features => features.AccessUsers);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.PlainJson(new JsonObject
        {
            ["users"] = ArtifactoryJson.Array(call.State.Users, user => new JsonObject { ["username"] = user.Name, ["uri"] = All + "/" + user.Name, ["realm"] = "internal", ["status"] = Status(call, user) }),
            ["cursor"] = null,
        });
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.PlainJson(View(call, UserRules.RequireUser(call.State, call.Path("name"))));
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var body = call.Body();
        var name = body["username"].Text() ?? "";
        if (call.State.FindUser(name) is not null)
        {
            throw ArtifactoryException.Conflict($"User '{name}' already exists");
        }

        var user = UserRules.New(call.State, name, body);
        UserRules.Change(call.State, user, body, isOld: false);
        call.State.Users.Add(user);
        return ArtifactoryAnswer.PlainJson(View(call, user), 201);
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var user = UserRules.RequireUser(call.State, call.Path("name"));
        UserRules.Change(call.State, user, call.Body(), isOld: false);
        return ArtifactoryAnswer.PlainJson(View(call, user));
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        UserRules.Remove(call.State, UserRules.RequireUser(call.State, call.Path("name")));
        return new ArtifactoryAnswer(204);
    }

    private static ArtifactoryAnswer ChangeGroups(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (user, body) = (UserRules.RequireUser(call.State, call.Path("name")), call.Body());
        var added = body["add"].Texts() ?? [];
        UserRules.RequireGroups(call.State, added);
        user.Groups.UnionWith(added);
        user.Groups.ExceptWith(body["remove"].Texts() ?? []);
        return ArtifactoryAnswer.PlainJson(View(call, user));
    }

    private static JsonObject View(ArtifactoryCall call, ArtifactoryUser user) => new JsonObject
    {
        ["username"] = user.Name,
        ["email"] = user.Email,
        ["admin"] = user.IsAdmin,
        ["profile_updatable"] = user.IsProfileUpdatable,
        ["disable_ui_access"] = user.IsUiAccessDisabled,
        ["internal_password_disabled"] = user.IsPasswordDisabled,
        ["realm"] = "internal",
        ["status"] = Status(call, user),
        ["groups"] = ArtifactoryJson.Strings(user.Groups),
    }.With(call.Features.EffectiveAdmin, "effective_admin", call.State.IsAdmin(user));

    private static string Status(ArtifactoryCall call, ArtifactoryUser user) => call.State.Logins.Suspensions.IsLocked(user.Name) ? "locked" : "enabled";
}
