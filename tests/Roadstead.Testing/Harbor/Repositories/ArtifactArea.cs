using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Artifacts and their accessories.</summary>
internal sealed class ArtifactArea : IHarborArea
{
    /// <summary>Path of one artifact.</summary>
    public const string One = "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}";

    private const string All = "/projects/{project_name}/repositories/{repository_name}/artifacts";

    private static readonly Columns<ArtifactState> Columns = new()
    {
        ["id"] = artifact => artifact.Id,
        ["digest"] = artifact => artifact.Digest,
        ["type"] = artifact => artifact.Type,
        ["media_type"] = artifact => artifact.MediaType,
        ["artifact_type"] = artifact => artifact.ArtifactType,
        ["manifest_media_type"] = artifact => artifact.ManifestMediaType,
        ["size"] = artifact => artifact.Size,
        ["push_time"] = artifact => artifact.PushedAt,
        ["pull_time"] = artifact => artifact.PulledAt,
        ["tags"] = artifact => artifact.Tags.ConvertAll(tag => tag.Name),
        ["labels"] = artifact => artifact.LabelIds.ConvertAll(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static readonly Columns<ArtifactState> AccessoryColumns = new()
    {
        ["id"] = artifact => artifact.AccessoryId,
        ["type"] = artifact => artifact.Accessory!.Type,
        ["digest"] = artifact => artifact.Digest,
        ["size"] = artifact => artifact.Size,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", All, List);
        routes.Map("GET", "/projects/{project}/artifacts", ListOfProject, f => f.ProjectArtifacts);
        routes.Map("GET", One, call => HarborAnswer.Json(ArtifactViews.View(call, Find(call, "read", "artifact"))));
        routes.Map("DELETE", One, Delete);
        routes.Map("GET", One + "/accessories", ListAccessories, f => f.Accessories);
    }

    /// <summary>The artifact of the path.</summary>
    public static ArtifactState Find(HarborCall call, string action, string resource)
    {
        var repository = RepositoryArea.Find(call, action, resource);
        var reference = call.Path("reference");
        return repository.Find(reference) ?? throw HarborException.NotFound($"artifact {repository.Reference(reference)} not found");
    }

    // A repository that is not there has no artifacts, which is no error.
    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        RepositoryArea.Require(call, "list", "artifact");
        var project = call.State.Projects.Find(call.Path("project_name")) ?? throw HarborException.NotFound($"project {call.Path("project_name")} not found");
        var artifacts = project.Find(call.Path("repository_name"))?.Artifacts ?? [];
        return query.Answer(artifacts.Where(artifact => artifact.IsListed), Columns, "-push_time,-id", artifact => ArtifactViews.View(call, artifact));
    }

    private static HarborAnswer ListOfProject(HarborCall call)
    {
        var query = ListQuery.From(call);
        var project = call.RequireProject(call.Path("project"), "list", "artifact");
        var rows = project.Repositories.SelectMany(repository => repository.Artifacts).Where(artifact => artifact.IsListed);
        if (call.QueryFlag("latest_in_repository") == true)
        {
            if (query.Conditions.Count(condition => condition.Key is "media_type" or "artifact_type") != 1)
            {
                throw HarborException.BadRequest("either media_type or artifact_type must be specified, but not both");
            }

            rows = rows.Where(row => query.Conditions.All(condition => !Columns.TryGetValue(condition.Key, out var column) || condition.Matches(column(row))))
                .GroupBy(artifact => artifact.Repository)
                .Select(group => group.MaxBy(artifact => artifact.PushedAt)!);
        }

        return query.Answer(rows, Columns, "-push_time,-id", artifact => ArtifactViews.View(call, artifact));
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        ArtifactDeletion.Delete(call.State, Find(call, "delete", "artifact"), call.Identity.Name);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer ListAccessories(HarborCall call)
    {
        var query = ListQuery.From(call);
        return query.Answer(ArtifactViews.Accessories(Find(call, "list", "accessory")), AccessoryColumns, "id", artifact => ArtifactViews.Accessory(artifact));
    }
}
