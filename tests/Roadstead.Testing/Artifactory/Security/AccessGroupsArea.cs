using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>Groups by the Access service, since 7.49.3.</summary>
internal sealed class AccessGroupsArea : IArtifactoryArea
{
    private const string All = "/access/api/v2/groups";

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", All, List, features => features.AccessUsers);
        routes.Map("POST", All, Create, features => features.AccessUsers);
        routes.Map("GET", All + "/{name}", Get, features => features.AccessUsers);
        routes.Map("PATCH", All + "/{name}", Update, features => features.AccessUsers);
        routes.Map("DELETE", All + "/{name}", Delete, features => features.AccessUsers);
        routes.Map("PATCH", All + "/{name}/members", ChangeMembers, features => features.AccessUsers);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.PlainJson(new JsonObject
        {
            ["groups"] = ArtifactoryJson.Array(call.State.Groups, group => new JsonObject { ["group_name"] = group.Name, ["uri"] = All + "/" + group.Name }),
            ["cursor"] = null,
        });
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        return ArtifactoryAnswer.PlainJson(View(call, UserRules.RequireGroup(call.State, call.Path("name"))));
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var body = call.Body();
        var name = body["name"].Text() is { Length: > 0 } given ? given : throw ArtifactoryException.BadRequest("name is required");
        if (call.State.FindGroup(name) is not null)
        {
            throw ArtifactoryException.Conflict($"Group '{name}' already exists");
        }

        var members = (body["members"].Texts() ?? []).Select(member => UserRules.RequireUser(call.State, member)).ToList();
        var group = new ArtifactoryGroup(name);
        Change(group, body);
        call.State.Groups.Add(group);
        members.ForEach(member => member.Groups.Add(name));
        return ArtifactoryAnswer.PlainJson(View(call, group), 201);
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var group = UserRules.RequireGroup(call.State, call.Path("name"));
        Change(group, call.Body());
        return ArtifactoryAnswer.PlainJson(View(call, group));
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        UserRules.Remove(call.State, UserRules.RequireGroup(call.State, call.Path("name")));
        return new ArtifactoryAnswer(204);
    }

    private static ArtifactoryAnswer ChangeMembers(ArtifactoryCall call)
    {
        call.RequireProAdmin();
        var (group, body) = (UserRules.RequireGroup(call.State, call.Path("name")), call.Body());
        var added = (body["add"].Texts() ?? []).Select(name => UserRules.RequireUser(call.State, name)).ToList();
        var removed = (body["remove"].Texts() ?? []).Select(name => UserRules.RequireUser(call.State, name)).ToList();
        added.ForEach(user => user.Groups.Add(group.Name));
        removed.ForEach(user => user.Groups.Remove(group.Name));
        return ArtifactoryAnswer.PlainJson(View(call, group));
    }

    private static void Change(ArtifactoryGroup group, JsonObject body)
    {
        group.Description = body["description"].Text() ?? group.Description;
        group.AutoJoin = body["auto_join"].Flag() ?? group.AutoJoin;
        group.AdminPrivileges = body["admin_privileges"].Flag() ?? group.AdminPrivileges;
    }

    private static JsonObject View(ArtifactoryCall call, ArtifactoryGroup group) => new()
    {
        ["name"] = group.Name,
        ["description"] = group.Description,
        ["auto_join"] = group.AutoJoin,
        ["admin_privileges"] = group.AdminPrivileges,
        ["realm"] = "internal",
        ["members"] = ArtifactoryJson.Strings(call.State.Users.Where(user => user.Groups.Contains(group.Name)).Select(user => user.Name)),
    };
}
