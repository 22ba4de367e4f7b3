using System.Globalization;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Labels;

/// <summary>Labels, and which artifacts carry them.</summary>
internal sealed class LabelArea : IHarborArea
{
    private static readonly Columns<LabelState> Columns = new() { ["id"] = label => label.Id, ["name"] = label => label.Name, ["creation_time"] = label => label.CreatedAt };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/labels", List);
        routes.Map("POST", "/labels", Create);
        routes.Map("GET", "/labels/{label_id}", call => HarborAnswer.Json(Find(call, "read").View()));
        routes.Map("PUT", "/labels/{label_id}", Update);
        routes.Map("DELETE", "/labels/{label_id}", Delete);
        routes.Map("POST", ArtifactArea.One + "/labels", Put);
        routes.Map("DELETE", ArtifactArea.One + "/labels/{label_id}", Take);
    }

    private static HarborAnswer List(HarborCall call)
    {
        var (scope, name) = (call.Query("scope") ?? "", call.Query("name"));
        var project = scope switch
        {
            "g" => 0,
            "p" => call.QueryNumber("project_id") ?? 0,
            _ => throw HarborException.BadRequest($"invalid scope: {scope}"),
        };
        Require(call, project, "list");
        var labels = call.State.Area<LabelStore>().All.Where(label => label.ProjectId == project && (string.IsNullOrEmpty(name) || label.Name.Contains(name, StringComparison.Ordinal)));
        return ListQuery.From(call).Answer(labels, Columns, "-creation_time,-id", label => label.View());
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("label", "Label");
        var (name, scope) = (body.Text("name") ?? "", body.Text("scope") ?? "");
        if (scope is not ("g" or "p"))
        {
            call.RequireSignedIn();
            throw HarborException.BadRequest("unsupported label scope");
        }

        var project = scope == "g" ? 0 : body.Number("project_id") ?? 0;
        Require(call, project, "create");
        var store = call.State.Area<LabelStore>();
        if (store.All.Any(label => label.Name == name && label.ProjectId == project))
        {
            throw HarborException.Conflict($"label {name} already exists");
        }

        var created = store.Add(name, project, call.State.Now);
        (created.Description, created.Color) = (body.Text("description") ?? "", body.Text("color") ?? "");
        call.State.Labels[created.Id] = created.View();
        return call.Created("/api/v2.0/labels", created.Id);
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var label = Find(call, "update");
        var body = call.Body("label", "Label");
        (label.Name, label.Description, label.Color) = (body.Text("name") ?? label.Name, body.Text("description") ?? "", body.Text("color") ?? "");
        label.UpdatedAt = call.State.Now;
        call.State.Labels[label.Id] = label.View();
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var label = Find(call, "delete");
        call.State.Area<LabelStore>().All.Remove(label);
        call.State.Labels.Remove(label.Id);
        foreach (var artifact in call.State.Projects.All.SelectMany(project => project.Repositories).SelectMany(repository => repository.Artifacts))
        {
            artifact.LabelIds.Remove(label.Id);
        }

        return HarborAnswer.Ok;
    }

    private static HarborAnswer Put(HarborCall call)
    {
        var id = call.Body("label", "Label").Number("id") ?? 0;
        var artifact = ArtifactArea.Find(call, "create", "artifact-label");
        if (call.State.Area<LabelStore>().Find(id) is null)
        {
            throw HarborException.NotFound($"label {id} not found");
        }

        if (artifact.LabelIds.Contains(id))
        {
            throw HarborException.Conflict($"label {id} is already added to the artifact {artifact.Id}");
        }

        artifact.LabelIds.Add(id);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Take(HarborCall call)
    {
        var id = call.PathNumber("label_id");
        var artifact = ArtifactArea.Find(call, "delete", "artifact-label");
        return artifact.LabelIds.Remove(id) ? HarborAnswer.Ok : throw HarborException.NotFound($"reference with label {id} and artifact {artifact.Id} not found");
    }

    private static LabelState Find(HarborCall call, string action)
    {
        call.RequireSignedIn();
        var id = call.PathNumber("label_id");
        var label = call.State.Area<LabelStore>().Find(id) ?? throw HarborException.NotFound($"label {id} not found");
        Require(call, label.ProjectId, action);
        return label;
    }

    // Labels of the system can be read by everybody who signed in.
    private static void Require(HarborCall call, long project, string action)
    {
        if (project != 0)
        {
            call.RequireProject(project.ToString(CultureInfo.InvariantCulture), action, "label");
        }
        else if (action is "list" or "read")
        {
            call.RequireSignedIn();
        }
        else
        {
            call.RequireSystem(action, "label");
        }
    }
}
