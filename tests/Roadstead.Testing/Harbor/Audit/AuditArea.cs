using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Audit;

/// <summary>The audit logs, old and new.</summary>
internal sealed class AuditArea : IHarborArea
{
    private static readonly string[] Events =
    [
        "create_artifact", "delete_artifact", "pull_artifact", "create_project", "delete_project", "delete_repository", "login_user", "logout_user", "create_user", "delete_user", "update_user",
        "create_robot", "delete_robot", "update_configuration",
    ];

    private static readonly Columns<AuditEntry> Columns = new()
    {
        ["id"] = entry => entry.Id,
        ["op_time"] = entry => entry.Time,
        ["operation"] = entry => entry.Operation,
        ["resource_type"] = entry => entry.Type,
        ["resource"] = entry => entry.Resource,
        ["username"] = entry => entry.Username,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/audit-logs", call => ListAll(call, isExtended: false));
        routes.Map("GET", "/auditlog-exts", call => ListAll(call, isExtended: true), f => f.AuditLogExtension);
        routes.Map("GET", "/auditlog-exts/events", ListEvents, f => f.AuditLogExtension);
        routes.Map("GET", "/projects/{project_name}/logs", call => ListOfProject(call, isExtended: false));
        routes.Map("GET", "/projects/{project_name}/auditlog-exts", call => ListOfProject(call, isExtended: true), f => f.AuditLogExtension);
    }

    // Whoever signed in gets what happened in the projects that are his; here the 401 has no words.
    private static HarborAnswer ListAll(HarborCall call, bool isExtended)
    {
        if (!call.Identity.IsAuthenticated)
        {
            throw HarborException.Unauthorized("");
        }

        var seesAll = call.Identity.CanSystem("audit-log", "list");
        var mine = call.Identity is UserIdentity ? call.State.Projects.All.Where(project => call.Identity.Roles(project).Count > 0).Select(project => project.Id).ToHashSet() : [];
        return List(call, isExtended, entry => seesAll || mine.Contains(entry.ProjectId));
    }

    private static HarborAnswer ListOfProject(HarborCall call, bool isExtended)
    {
        var project = call.RequireProject(call.Path("project_name"), "list", "log");
        return List(call, isExtended, entry => entry.ProjectId == project.Id);
    }

    // From 2.13 on the old log is empty.
    private static HarborAnswer List(HarborCall call, bool isExtended, Func<AuditEntry, bool> isSeen)
    {
        var entries = isExtended || !call.Features.AuditLogExtension ? call.State.Area<AuditStore>().Entries.Where(isSeen) : [];
        return ListQuery.From(call).Answer(entries, Columns, "-op_time,-id", entry => isExtended ? entry.ViewExtended() : entry.View());
    }

    private static HarborAnswer ListEvents(HarborCall call)
    {
        call.RequireSignedIn();
        return HarborAnswer.Json(HarborJson.Array(Events, name => new JsonObject { ["event_type"] = name }));
    }
}
