using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Registries;
using Roadstead.Testing.Harbor.Retention;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>Projects: list, create, look at, change, delete.</summary>
internal sealed class ProjectArea : IHarborArea
{
    private static readonly Columns<ProjectState> Columns = new()
    {
        ["name"] = project => project.Name,
        ["project_id"] = project => project.Id,
        ["owner_id"] = project => project.Owner.Id,
        ["owner"] = project => project.Owner.Username,
        ["public"] = project => project.IsPublic,
        ["registry_id"] = project => project.RegistryId,
        ["creation_time"] = project => project.CreatedAt,
        ["update_time"] = project => project.UpdatedAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects", List);
        routes.Map("HEAD", "/projects", Head);
        routes.Map("POST", "/projects", Create);
        routes.Map("GET", "/projects/{project}", call => HarborAnswer.Json(ProjectViews.View(Find(call, "read"), call.Identity)));
        routes.Map("PUT", "/projects/{project}", Update);
        routes.Map("DELETE", "/projects/{project}", Delete);
        routes.Map("GET", "/projects/{project}/_deletable", Deletable, f => f.DeletableProjects);
        routes.Map("GET", "/projects/{project}/summary", Summary);
    }

    private static ProjectState Find(HarborCall call, string action) => call.RequireProject(call.Path("project"), action, "");

    private static HarborAnswer Summary(HarborCall call)
    {
        var project = Find(call, "read");
        var endpoint = call.State.Area<EndpointStore>().Find(project.RegistryId);
        return HarborAnswer.Json(ProjectViews.Summary(project, call.Identity).With(endpoint is not null, "registry", endpoint?.Brief()));
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call, isFromV1: true);
        var (name, owner) = (call.Query("name"), call.Query("owner"));
        var isPublic = call.QueryFlag("public");
        var rows = call.State.Projects.All.Where(project =>
            call.Identity.Sees(project)
            && (string.IsNullOrEmpty(name) || project.Name.Contains(name, StringComparison.Ordinal))
            && (string.IsNullOrEmpty(owner) || project.Owner.Username == owner)
            && (isPublic is null || project.IsPublic == isPublic));
        var detail = call.QueryFlag("with_detail") ?? true;
        return query.Answer(rows, Columns, "name", project => ProjectViews.View(project, call.Identity, detail));
    }

    // Whether a name is taken, private projects included, is told to everybody who signed in.
    private static HarborAnswer Head(HarborCall call)
    {
        var name = call.Query("project_name") ?? throw HarborException.Unprocessable("project_name in query is required");
        call.RequireSignedIn();
        return call.State.Projects.Find(name) is null ? throw HarborException.NotFound($"project {name} not found") : HarborAnswer.Ok;
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("project", "ProjectReq");
        var (name, limit, registry) = (body.Text("project_name") ?? "", body.Number("storage_limit"), body.Number("registry_id") ?? 0);
        var metadata = ProjectRules.ReadMetadata(body);
        if (name.Length > 255)
        {
            throw HarborException.Unprocessable("validation failure list:\nproject_name in body should be at most 255 chars long");
        }

        RequireCreate(call, registry);
        ProjectRules.CheckName(name);
        if (body.Flag("public") is { } isPublic)
        {
            metadata.TryAdd("public", isPublic ? "true" : "false");
        }

        ProjectRules.CheckVisibility(metadata);
        if (limit < -1)
        {
            throw HarborException.BadRequest($"invalid non-positive value for quota limit, value={limit}");
        }

        // An id is taken before the database refuses the rest.
        if (call.State.Projects.Find(name) is not null)
        {
            call.State.Projects.NextId();
            throw HarborException.Conflict($"The project named {name} already exists");
        }

        if (registry != 0 && call.State.Area<ProxyEndpoints>().Find(registry) is null)
        {
            call.State.Projects.NextId();
            throw HarborException.Internal();
        }

        var owner = call.Identity is UserIdentity user ? user.User : call.State.Users.Admin;
        var mayLimit = call.Identity.IsAdmin || call.Identity is RobotIdentity;
        var project = call.State.Projects.Create(name, owner, metadata, mayLimit && limit is not (null or 0) ? limit : null);
        project.RegistryId = registry;
        call.State.Area<AuditStore>().Add(call.State, "create", "project", name, call.Identity.Name, project.Id);
        if (registry != 0)
        {
            call.State.Area<RetentionStore>().AddForProxy(call.State, project);
        }

        return call.Created("/api/v2.0/projects", project.Id, name);
    }

    private static void RequireCreate(HarborCall call, long registry)
    {
        call.RequireSignedIn();
        if (registry != 0 && !call.Identity.IsAdmin)
        {
            throw HarborException.Forbidden("Only system admin can create proxy cache project");
        }

        var everyone = call.Identity is UserIdentity && call.State.Configuration.ProjectCreationRestriction == "everyone";
        if (!everyone && !call.Identity.CanSystem("project", "create"))
        {
            throw HarborException.Forbidden("Only system admin can create project");
        }
    }

    // Metadata is merged and not checked; the name, the limit and a top-level "public" are ignored.
    private static HarborAnswer Update(HarborCall call)
    {
        var body = call.Body("project", "ProjectReq");
        var metadata = ProjectRules.ReadMetadata(body);
        var project = Find(call, "update");
        foreach (var (key, value) in metadata)
        {
            project.Metadata[key] = value;
        }

        if (body.Object("cve_allowlist", "CVEAllowlist")?.Objects("items", "CVEAllowlistItem") is { } items)
        {
            project.AllowedCves = [.. items.Select(item => item.Text("cve_id") ?? "")];
        }

        project.UpdatedAt = call.State.Now;
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var project = Find(call, "delete");
        if (WhyNot(project) is { } reason)
        {
            throw HarborException.Precondition($"precondition failed: {reason}");
        }

        call.State.Projects.Remove(project);
        call.State.Area<RetentionStore>().Forget(call.State, project);
        call.State.Area<AuditStore>().Add(call.State, "delete", "project", project.Name, call.Identity.Name, project.Id);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Deletable(HarborCall call)
    {
        var reason = WhyNot(Find(call, "delete"));
        return HarborAnswer.Json(reason is null ? new JsonObject { ["deletable"] = true } : new JsonObject { ["message"] = reason });
    }

    private static string? WhyNot(ProjectState project) => project.Repositories.Count > 0 ? "the project contains repositories, can not be deleted" : null;
}
