using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>Which artifacts are kept, and runs that delete the others.</summary>
internal sealed class RetentionArea : IHarborArea
{
    private const string One = "/retentions/{id}";
    private static readonly Columns<RetentionExecution> ExecutionColumns = new() { ["id"] = execution => execution.Id };
    private static readonly Columns<RetentionTask> TaskColumns = new() { ["id"] = task => task.Id };

    private static readonly (string Template, string Text, string? Unit)[] Templates =
    [
        ("latestPushedK", "the most recently pushed # artifacts", "COUNT"), ("latestPulledN", "the most recently pulled # artifacts", "COUNT"),
        ("nDaysSinceLastPush", "pushed within the last # days", "DAYS"), ("nDaysSinceLastPull", "pulled within the last # days", "DAYS"), ("always", "always", null),
    ];

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/retentions/metadatas", Describe);
        routes.Map("POST", "/retentions", Create);
        routes.Map("GET", One, call => HarborAnswer.Json(Find(call, "read").View(call.State.Now)));
        routes.Map("PUT", One, Update);
        routes.Map("DELETE", One, Delete);
        routes.Map("GET", One + "/executions", ListExecutions);
        routes.Map("POST", One + "/executions", Execute);
        routes.Map("PATCH", One + "/executions/{eid}", call => Execution(call, "update") is not null ? HarborAnswer.Ok : throw HarborException.Internal());
        routes.Map("GET", One + "/executions/{eid}/tasks", ListTasks);
        routes.Map("GET", One + "/executions/{eid}/tasks/{tid}", Log, produces: ["text/plain"]);
    }

    private static HarborAnswer Describe(HarborCall call)
    {
        call.RequireSignedIn();
        return HarborAnswer.Json(new JsonObject
        {
            ["scope_selectors"] = new JsonArray(Selector("Repositories", "repoMatches", "repoExcludes")),
            ["tag_selectors"] = new JsonArray(Selector("Tags", "matches", "excludes")),
            ["templates"] = HarborJson.Array(Templates, template => new JsonObject
            {
                ["action"] = "retain",
                ["display_text"] = template.Text,
                ["params"] = template.Unit is null ? [] : new JsonArray(new JsonObject { ["required"] = true, ["type"] = "int", ["unit"] = template.Unit }),
                ["rule_template"] = template.Template,
            }),
        });

        static JsonObject Selector(string text, params string[] decorations) => new() { ["decorations"] = HarborJson.Strings(decorations), ["display_text"] = text, ["kind"] = "doublestar" };
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("policy", "RetentionPolicy");
        var id = body.Object("scope", "RetentionPolicyScope")?.Number("ref") ?? 0;
        if (call.Identity.IsAdmin && call.State.Projects.Find(id) is null)
        {
            throw HarborException.BadRequest($"bad request: invalid Project id {id}");
        }

        var project = call.RequireProject(id.ToString(CultureInfo.InvariantCulture), "create", "tag-retention");
        var store = call.State.Area<RetentionStore>();
        if (store.Of(project) is { } other)
        {
            throw HarborException.BadRequest($"bad request: project {project.Id} already has retention policy {other.Id}");
        }

        Check(body);
        return call.Created("/api/v2.0/retentions", store.Add(call.State, project, body.Json).Id);
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var policy = Find(call, "update");
        var body = call.Body("policy", "RetentionPolicy");
        Check(body);
        policy.Written = body.Json;
        call.State.Area<RetentionStore>().Schedule(call.State, policy);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        call.State.Area<RetentionStore>().Remove(call.State, Find(call, "delete"));
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Execute(HarborCall call)
    {
        var policy = Find(call, "update");
        var isDry = call.Body("body", "RetentionExecuteRequest", required: false).Flag("dry_run") == true;
        var execution = RetentionRun.Execute(call.State, policy, isDry, call.Identity.Name);
        return call.Created($"/api/v2.0/retentions/{policy.Id}/executions", execution.Id);
    }

    private static HarborAnswer ListExecutions(HarborCall call) =>
        ListQuery.From(call).Answer(Find(call, "list").Executions, ExecutionColumns, "-id", execution => execution.View(call.State));

    private static HarborAnswer ListTasks(HarborCall call) => ListQuery.From(call).Answer(Execution(call, "list").Tasks, TaskColumns, "-id", task => task.View());

    private static HarborAnswer Log(HarborCall call)
    {
        var id = call.PathNumber("tid");
        return HarborAnswer.Text(Execution(call, "read").Tasks.FirstOrDefault(task => task.Id == id)?.Log() ?? throw HarborException.NotFound($"task {id} not found"));
    }

    // An unknown policy is an internal error to who may ask.
    private static RetentionPolicyState Find(HarborCall call, string action)
    {
        call.RequireSignedIn();
        var id = call.PathNumber("id");
        var policy = call.State.Area<RetentionStore>().Find(call.State, id) ?? throw (call.Identity.IsAdmin ? HarborException.Internal() : HarborException.Forbidden());
        call.RequireProject(policy.Project.Id.ToString(CultureInfo.InvariantCulture), action, "tag-retention");
        return policy;
    }

    private static RetentionExecution Execution(HarborCall call, string action)
    {
        var policy = Find(call, action);
        var id = call.PathNumber("eid");
        return policy.Executions.Find(execution => execution.Id == id) ?? throw HarborException.NotFound($"execution {id} not found");
    }

    private static void Check(JsonBody body)
    {
        if (body.Text("algorithm") != "or")
        {
            throw HarborException.BadRequest($"bad request: invalid algorithm: {body.Text("algorithm")}");
        }

        var cron = body.Object("trigger", "RetentionRuleTrigger")?.Object("settings", "map")?.Text("cron") ?? "";
        if (cron.Length > 0 && CronText.Problem(cron) is { } problem)
        {
            throw HarborException.BadRequest($"invalid cron string for scheduled tag retention: {cron}, error: {problem}");
        }
    }
}
