using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>What became of webhooks. An execution has one task, with the number after its own.</summary>
internal sealed class WebhookHistoryArea : IHarborArea
{
    private const string Executions = WebhookArea.Policies + "/{webhook_policy_id}/executions";

    private static readonly Columns<WebhookDelivery> Columns = new()
    {
        ["id"] = delivery => delivery.Id,
        ["status"] = delivery => delivery.Status,
        ["event_type"] = delivery => delivery.EventType,
        ["creation_time"] = delivery => delivery.CreatedAt,
        ["start_time"] = delivery => delivery.CreatedAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects/{project}/webhook/jobs", Jobs);
        routes.Map("GET", "/projects/{project}/webhook/lasttrigger", LastTrigger);
        routes.Map("GET", Executions, ListExecutions, f => f.WebhookExecutions);
        routes.Map("GET", Executions + "/{execution_id}/tasks", Tasks, f => f.WebhookExecutions);
        routes.Map("GET", Executions + "/{execution_id}/tasks/{task_id}/log", Log, f => f.WebhookExecutions, ["text/plain"]);
    }

    private static HarborAnswer Jobs(HarborCall call)
    {
        var query = ListQuery.From(call);
        var id = call.QueryNumber("policy_id") ?? throw HarborException.Unprocessable("policy_id in query is required");
        var project = WebhookArea.Require(call, "list");
        var policy = call.State.Webhooks.Of(project.Id).FirstOrDefault(found => found.Id == id) ?? throw HarborException.NotFound($"notificationPolicy {id} not found");
        return query.Answer(Of(call, policy), Columns, "-creation_time,-id", delivery => new JsonObject
        {
            ["creation_time"] = HarborJson.Time(delivery.CreatedAt),
            ["event_type"] = delivery.EventType,
            ["id"] = delivery.Id,
            ["job_detail"] = delivery.Body,
            ["notify_type"] = delivery.Target.Type,
            ["policy_id"] = policy.Id,
            ["status"] = Status(call, delivery),
            ["update_time"] = HarborJson.Time(Ended(call, delivery) ?? delivery.CreatedAt),
        });
    }

    private static HarborAnswer LastTrigger(HarborCall call)
    {
        var project = WebhookArea.Require(call, "list");
        var rows = call.State.Webhooks.Of(project.Id).OrderByDescending(policy => policy.Id).SelectMany(policy => policy.EventTypes, (policy, type) => new JsonObject
        {
            ["creation_time"] = HarborJson.Time(policy.CreatedAt),
            ["enabled"] = policy.IsEnabled,
            ["event_type"] = type,
            ["last_trigger_time"] = HarborJson.Time(Of(call, policy).LastOrDefault(delivery => delivery.EventType == type)?.CreatedAt),
        }.WithText("policy_name", policy.Name));
        return HarborAnswer.Json(HarborJson.Array(rows, row => row));
    }

    private static HarborAnswer ListExecutions(HarborCall call)
    {
        var query = ListQuery.From(call);
        return query.Answer(Of(call, WebhookArea.Find(call, "read")), Columns, "-start_time,-id", delivery => new JsonObject
        {
            ["end_time"] = Ended(call, delivery) is { } end ? HarborJson.Seconds(end) : "0001-01-01T00:00:00Z",
            ["extra_attrs"] = new JsonObject { ["event_type"] = delivery.EventType, ["payload"] = delivery.Body },
            ["id"] = delivery.Id,
            ["metrics"] = new JsonObject { ["task_count"] = 1 }
                .With(delivery.Status == "Success", "success_task_count", 1)
                .With(delivery.Status == "Error", "error_task_count", 1)
                .With(delivery.Status is "Running" or "Pending", "running_task_count", 1),
            ["start_time"] = HarborJson.Seconds(delivery.CreatedAt),
            ["status"] = Status(call, delivery),
            ["trigger"] = "EVENT",
            ["vendor_id"] = delivery.Policy.Id,
            ["vendor_type"] = delivery.Target.Type == "slack" ? "SLACK" : "WEBHOOK",
        });
    }

    private static HarborAnswer Tasks(HarborCall call)
    {
        var query = ListQuery.From(call);
        var delivery = Execution(call);
        return query.Answer([delivery], Columns, "-id", _ => new JsonObject
        {
            ["creation_time"] = HarborJson.Seconds(delivery.CreatedAt),
            ["end_time"] = delivery.EndedAt is { } end ? HarborJson.Seconds(end) : "0001-01-01T00:00:00Z",
            ["execution_id"] = delivery.Id,
            ["id"] = delivery.Id + 1,
            ["run_count"] = delivery.Tries,
            ["start_time"] = HarborJson.Seconds(delivery.CreatedAt),
            ["status"] = delivery.Status,
            ["update_time"] = HarborJson.Seconds(delivery.EndedAt ?? delivery.CreatedAt),
        });
    }

    private static HarborAnswer Log(HarborCall call)
    {
        var delivery = Execution(call);
        var at = HarborJson.Seconds(delivery.CreatedAt);
        return HarborAnswer.Text(
            $"{at} [INFO] [/jobservice/job/impl/notification/webhook_job.go:73]: start to run webhook job\n"
            + $"{at} [INFO] [/jobservice/job/impl/notification/webhook_job.go:118]: send request to remote endpoint, body: {delivery.Body}\n"
            + $"{at} [INFO] [/jobservice/job/impl/notification/webhook_job.go:80]: {(delivery.Status == "Success" ? "success" : "failed")} to run webhook job\n");
    }

    private static WebhookDelivery Execution(HarborCall call)
    {
        var id = call.PathNumber("execution_id");
        return Of(call, WebhookArea.Find(call, "read")).FirstOrDefault(delivery => delivery.Id == id) ?? throw HarborException.NotFound(string.Create(CultureInfo.InvariantCulture, $"execution {id} not found"));
    }

    // The execution learns of its task's end late.
    private static DateTimeOffset? Ended(HarborCall call, WebhookDelivery delivery) =>
        delivery.EndedAt is { } end && call.State.Now - end >= call.State.Settings.ExecutionDelay ? end : null;

    private static string Status(HarborCall call, WebhookDelivery delivery) => delivery.EndedAt is not null && Ended(call, delivery) is null ? "Running" : delivery.Status;

    private static IEnumerable<WebhookDelivery> Of(HarborCall call, WebhookPolicyState policy) => call.State.Webhooks.Deliveries.Where(delivery => delivery.Policy == policy);
}
