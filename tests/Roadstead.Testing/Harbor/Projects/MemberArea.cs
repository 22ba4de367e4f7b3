using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>Members of a project.</summary>
internal sealed class MemberArea : IHarborArea
{
    private static readonly Columns<MemberState> Columns = new() { ["id"] = member => member.Id };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects/{project}/members", List);
        routes.Map("POST", "/projects/{project}/members", Add);
        routes.Map("GET", "/projects/{project}/members/{mid}", Get);
        routes.Map("PUT", "/projects/{project}/members/{mid}", Update);
        routes.Map("DELETE", "/projects/{project}/members/{mid}", Delete);
    }

    private static ProjectState Find(HarborCall call, string action) => call.RequireProject(call.Path("project"), action, "member");

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        var project = Find(call, "list");
        var answer = query.Answer(project.Members.Where(member => call.Query("entityname") is not { Length: > 0 } name || member.User.Username == name), Columns, "id", member => View(project, member));
        // The count stays that of all members, whatever the filter leaves.
        answer.Headers["X-Total-Count"] = project.Members.Count.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private static HarborAnswer Add(HarborCall call)
    {
        var body = call.Body("projectMember", "ProjectMember");
        var role = (int)(body.Number("role_id") ?? 0);
        var given = body.Object("member_user", "UserEntity");
        var project = Find(call, "create");
        var user = given?.Text("username") is { Length: > 0 } name
            ? call.State.Users.Find(name) ?? throw HarborException.NotFound($"user {name} is not found")
            : call.State.Users.Find(given?.Number("user_id") ?? 0) ?? throw HarborException.BadRequest("project member group is not found");
        CheckRole(role);
        if (project.Members.Any(member => member.User == user))
        {
            throw HarborException.Conflict("The project member specified already exist");
        }

        var added = new MemberState(call.State.Projects.NextMember(), user, role);
        project.Members.Add(added);
        return HarborAnswer.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v2.0/projects/{call.Path("project")}/members/{added.Id}"));
    }

    private static HarborAnswer Get(HarborCall call)
    {
        var id = call.PathNumber("mid");
        var project = Find(call, "read");
        return HarborAnswer.Json(View(project, Member(project, id)));
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var id = call.PathNumber("mid");
        var role = (int)(call.Body("role", "RoleRequest", required: false).Number("role_id") ?? 0);
        var member = Member(Find(call, "update"), id);
        CheckRole(role);
        member.RoleId = role;
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var id = call.PathNumber("mid");
        var project = Find(call, "delete");
        project.Members.Remove(Member(project, id));
        return HarborAnswer.Ok;
    }

    private static MemberState Member(ProjectState project, long id) => project.Members.Find(member => member.Id == id) ?? throw HarborException.NotFound($"project member {id} not found");

    private static void CheckRole(int role)
    {
        if (role is < 1 or > 5)
        {
            throw HarborException.BadRequest("Failed to update project member, role is not in 1,2,3");
        }
    }

    private static JsonObject View(ProjectState project, MemberState member) => new()
    {
        ["entity_id"] = member.User.Id,
        ["entity_name"] = member.User.Username,
        ["entity_type"] = "u",
        ["id"] = member.Id,
        ["project_id"] = project.Id,
        ["role_id"] = member.RoleId,
        ["role_name"] = RoleRights.NameOf(member.RoleId),
    };
}
