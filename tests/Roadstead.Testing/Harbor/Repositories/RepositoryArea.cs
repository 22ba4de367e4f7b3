using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Repositories.</summary>
internal sealed class RepositoryArea : IHarborArea
{
    private static readonly Columns<RepositoryState> Columns = new()
    {
        ["name"] = repository => repository.FullName,
        ["repository_id"] = repository => repository.Id,
        ["project_id"] = repository => repository.Project.Id,
        ["description"] = repository => repository.Description,
        ["pull_count"] = repository => repository.PullCount,
        ["creation_time"] = repository => repository.CreatedAt,
        ["update_time"] = repository => repository.UpdatedAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/repositories", ListAll, f => f.AllRepositories);
        routes.Map("GET", "/projects/{project_name}/repositories", List);
        routes.Map("GET", "/projects/{project_name}/repositories/{repository_name}", call => HarborAnswer.Json(View(Find(call, "read"))));
        routes.Map("PUT", "/projects/{project_name}/repositories/{repository_name}", Update);
        routes.Map("DELETE", "/projects/{project_name}/repositories/{repository_name}", Delete);
        routes.Map("GET", "/search", Search);
    }

    /// <summary>The repository of the path; a missing project is refused like one that may not be seen.</summary>
    public static RepositoryState Find(HarborCall call, string action, string resource = "repository")
    {
        Require(call, action, resource);
        var (project, name) = (call.Path("project_name"), call.Path("repository_name"));
        return call.State.Projects.Find(project)?.Find(name) ?? throw HarborException.NotFound($"repository {project}/{name} not found");
    }

    /// <summary>Like <see cref="HarborCall.RequireProject"/>, but who may everything learns that the repository is missing, not the project.</summary>
    public static void Require(HarborCall call, string action, string resource)
    {
        var project = call.State.Projects.Find(call.Path("project_name"));
        if (project is not null || !call.Identity.IsAdmin)
        {
            call.RequireProject(call.Path("project_name"), action, resource, byNameOnly: true);
        }
    }

    private static HarborAnswer ListAll(HarborCall call)
    {
        var rows = call.State.Projects.All.Where(call.Identity.Sees).SelectMany(project => project.Repositories);
        return ListQuery.From(call).Answer(rows, Columns, "-creation_time,-repository_id", View);
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        return query.Answer(call.RequireProject(call.Path("project_name"), "list", "repository", byNameOnly: true).Repositories, Columns, "-creation_time,-repository_id", View);
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var description = call.Body("repository", "Repository").Text("description") ?? "";
        var repository = Find(call, "update");
        (repository.Description, repository.UpdatedAt) = (description, call.State.Now);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var repository = Find(call, "delete");
        ArtifactDeletion.DeleteRepository(call.State, repository, call.Identity.Name);
        call.State.Area<AuditStore>().Deleted(call.State, repository, call.Identity.Name);
        return HarborAnswer.Ok;
    }

    // A robot finds only what is public.
    private static HarborAnswer Search(HarborCall call)
    {
        var q = call.Query("q") ?? throw HarborException.Unprocessable("q in query is required");
        var projects = call.State.Projects.All.Where(project => project.IsPublic || (call.Identity is not Access.RobotIdentity && call.Identity.Sees(project))).ToList();
        return HarborAnswer.Json(new JsonObject
        {
            ["project"] = HarborJson.Array(projects.Where(project => project.Name.Contains(q, StringComparison.Ordinal)), project => Projects.ProjectViews.View(project, call.Identity)),
            ["repository"] = HarborJson.Array(
                projects.SelectMany(project => project.Repositories).Where(repository => repository.FullName.Contains(q, StringComparison.Ordinal)).OrderByDescending(repository => repository.Id),
                repository => new JsonObject
                {
                    ["artifact_count"] = repository.ArtifactCount,
                    ["project_id"] = repository.Project.Id,
                    ["project_name"] = repository.Project.Name,
                    ["repository_name"] = repository.FullName,
                }.With(repository.Project.IsPublic, "project_public", true).WithNumber("pull_count", repository.PullCount)),
        });
    }

    private static JsonObject View(RepositoryState repository) => new JsonObject
    {
        ["artifact_count"] = repository.ArtifactCount,
        ["creation_time"] = HarborJson.Time(repository.CreatedAt),
    }
        .WithText("description", repository.Description)
        .With(true, "id", repository.Id)
        .With(true, "name", repository.FullName)
        .With(true, "project_id", repository.Project.Id)
        .With(true, "pull_count", repository.PullCount)
        .With(true, "update_time", HarborJson.Time(repository.UpdatedAt));
}
