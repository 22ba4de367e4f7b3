using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>A project's metadata, pair by pair.</summary>
internal sealed class MetadataArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects/{project}/metadatas", call => HarborAnswer.Json(ProjectViews.Metadata(Find(call, "list"))));
        routes.Map("POST", "/projects/{project}/metadatas", Add);
        routes.Map("GET", "/projects/{project}/metadatas/{key}", Get);
        routes.Map("PUT", "/projects/{project}/metadatas/{key}", Set);
        routes.Map("DELETE", "/projects/{project}/metadatas/{key}", Remove);
    }

    private static ProjectState Find(HarborCall call, string action) =>
        call.RequireProject(call.Path("project"), action == "list" && !call.Features.RobotPermissionCheck ? "read" : action, "metadata");

    private static HarborAnswer Get(HarborCall call)
    {
        var project = Find(call, "read");
        var key = call.Path("key");
        return HarborAnswer.Json(project.Metadata.TryGetValue(key, out var value) ? new JsonObject { [key] = value } : []);
    }

    private static HarborAnswer Add(HarborCall call)
    {
        var (key, value) = Pair(call);
        var project = Find(call, "create");
        ProjectRules.CheckPair(key, value);
        if (!project.Metadata.TryAdd(key, value))
        {
            throw HarborException.Conflict($"metadata {key} already exists for project {project.Id}");
        }

        return HarborAnswer.Ok;
    }

    private static HarborAnswer Set(HarborCall call)
    {
        var (key, value) = Pair(call);
        var project = Find(call, "update");
        ProjectRules.CheckPair(key, value);
        project.Metadata[key] = value;
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Remove(HarborCall call)
    {
        Find(call, "delete").Metadata.Remove(call.Path("key"));
        return HarborAnswer.Ok;
    }

    private static (string Key, string Value) Pair(HarborCall call)
    {
        var body = call.Body("metadata", "map[string]string");
        return body.Json.Count == 1 && body.Json.Single().Key is var key ? (key, body.Text(key) ?? "") : throw HarborException.BadRequest("only allow one key/value pair");
    }
}
