using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Users;

/// <summary>Who am I, and what may I.</summary>
internal sealed class CurrentUserArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/users/current", Current);
        routes.Map("GET", "/users/current/permissions", Permissions);
    }

    public static JsonObject View(UserState user) => new JsonObject
    {
        ["admin_role_in_auth"] = false,
        ["creation_time"] = HarborJson.Time(user.CreatedAt),
        ["realname"] = user.Realname,
        ["sysadmin_flag"] = user.IsAdmin,
        ["update_time"] = HarborJson.Time(user.UpdatedAt),
        ["user_id"] = user.Id,
        ["username"] = user.Username,
    }.WithText("comment", user.Comment).WithText("email", user.Email);

    private static HarborAnswer Current(HarborCall call)
    {
        call.RequireSignedIn();
        return call.Identity is UserIdentity identity
            ? HarborAnswer.Json(View(identity.User))
            : throw HarborException.Precondition("get current user not available for security context: robot");
    }

    private static HarborAnswer Permissions(HarborCall call)
    {
        call.RequireSignedIn();
        var scope = call.Query("scope") ?? "";
        var relative = call.QueryFlag("relative") == true;
        if (scope.StartsWith("/project/", StringComparison.Ordinal) && call.State.Projects.Find(scope[9..], byName: false) is { } project)
        {
            return HarborAnswer.Json(HarborJson.Array(Of(call.Identity, project), right => View(right, scope, relative)));
        }

        return HarborAnswer.Json(new JsonArray());
    }

    private static IEnumerable<(string Resource, string Action)> Of(HarborIdentity identity, ProjectState project)
    {
        var asked = RoleRights.Of(1).Union(RoleRights.Public);
        return identity is RobotIdentity robot
            ? robot.Own(project).SelectMany(permission => permission.Access).Concat(asked.Where(right => project.IsPublic && RoleRights.Public.Contains(right))).Distinct()
            : asked.Where(right => identity.Can(project, right.Resource, right.Action));
    }

    private static JsonObject View((string Resource, string Action) right, string scope, bool relative) => new()
    {
        ["action"] = right.Action,
        ["resource"] = (relative, right.Resource) switch
        {
            (true, "") => ".",
            (true, var resource) => resource,
            (false, "") => scope,
            (false, var resource) => $"{scope}/{resource}",
        },
    };
}
