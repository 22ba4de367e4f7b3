using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>Groups by the old API, which 7.x still has.</summary>
internal sealed class GroupsArea : IArtifactoryArea
{
    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", "/api/security/groups", List);
        routes.Map("GET", "/api/security/groups/{name}", Get);
        routes.Map("PUT", "/api/security/groups/{name}", Put);
        routes.Map("POST", "/api/security/groups/{name}", Update);
        routes.Map("DELETE", "/api/security/groups/{name}", Delete);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.Json(ArtifactoryJson.Array(call.State.Groups, group => new JsonObject { ["name"] = group.Name, ["uri"] = $"{call.BaseUrl}/api/security/groups/{group.Name}" }));
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var group = UserRules.RequireGroup(call.State, call.Path("name"));
        return ArtifactoryAnswer.Json(new JsonObject
        {
            ["name"] = group.Name,
            ["description"] = group.Description,
            ["autoJoin"] = group.AutoJoin,
            ["adminPrivileges"] = group.AdminPrivileges,
            ["realm"] = "internal",
        }.With(call.Query("includeUsers") == "true", "userNames", ArtifactoryJson.Strings(call.State.Users.Where(user => user.Groups.Contains(group.Name)).Select(user => user.Name))));
    }

    private static ArtifactoryAnswer Put(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (name, body) = (call.Path("name"), call.Body());
        var group = call.State.FindGroup(name);
        if (group is null)
        {
            call.State.Groups.Add(group = new ArtifactoryGroup(name));
        }

        Change(call, group, body);
        return new ArtifactoryAnswer(201);
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        Change(call, UserRules.RequireGroup(call.State, call.Path("name")), call.Body());
        return new ArtifactoryAnswer(200);
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var group = UserRules.RequireGroup(call.State, call.Path("name"));
        UserRules.Remove(call.State, group);
        return ArtifactoryAnswer.Text($"Group '{group.Name}' has been removed successfully.");
    }

    private static void Change(ArtifactoryCall call, ArtifactoryGroup group, JsonObject body)
    {
        group.Description = body["description"].Text() ?? group.Description;
        group.AutoJoin = body["autoJoin"].Flag() ?? group.AutoJoin;
        group.AdminPrivileges = body["adminPrivileges"].Flag() ?? group.AdminPrivileges;
        if (body["userNames"].Texts() is { } names)
        {
            var members = names.Select(name => UserRules.RequireUser(call.State, name)).ToHashSet();
            foreach (var user in call.State.Users)
            {
                _ = members.Contains(user) ? user.Groups.Add(group.Name) : user.Groups.Remove(group.Name);
            }
        }
    }
}
