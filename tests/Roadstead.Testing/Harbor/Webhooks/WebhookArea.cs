using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>Webhook policies of a project.</summary>
internal sealed class WebhookArea : IHarborArea
{
    /// <summary>Path of the policies.</summary>
    public const string Policies = "/projects/{project}/webhook/policies";

    private static readonly string[] Events =
        ["PUSH_ARTIFACT", "PULL_ARTIFACT", "DELETE_ARTIFACT", "QUOTA_EXCEED", "QUOTA_WARNING", "SCANNING_FAILED", "SCANNING_STOPPED", "SCANNING_COMPLETED", "REPLICATION", "TAG_RETENTION"];

    private static readonly Columns<WebhookPolicyState> Columns = new()
    {
        ["id"] = policy => policy.Id,
        ["name"] = policy => policy.Name,
        ["enabled"] = policy => policy.IsEnabled,
        ["creation_time"] = policy => policy.CreatedAt,
        ["update_time"] = policy => policy.UpdatedAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects/{project}/webhook/events", Supported);
        routes.Map("GET", Policies, List);
        routes.Map("POST", Policies, Create);
        routes.Map("GET", Policies + "/{webhook_policy_id}", call => HarborAnswer.Json(View(Find(call, "read"))));
        routes.Map("PUT", Policies + "/{webhook_policy_id}", Update);
        routes.Map("DELETE", Policies + "/{webhook_policy_id}", Delete);
    }

    public static ProjectState Require(HarborCall call, string action) => call.RequireProject(call.Path("project"), action, "notification-policy");

    public static WebhookPolicyState Find(HarborCall call, string action)
    {
        var id = call.PathNumber("webhook_policy_id");
        var project = Require(call, action);
        return call.State.Webhooks.Of(project.Id).FirstOrDefault(policy => policy.Id == id) ?? throw HarborException.NotFound($"notificationPolicy {id} not found");
    }

    private static HarborAnswer Supported(HarborCall call)
    {
        Require(call, "read");
        return HarborAnswer.Json(new JsonObject { ["event_type"] = HarborJson.Strings(Events), ["notify_type"] = HarborJson.Strings(["http", "slack"]) }
            .With(call.Features.CloudEvents, "payload_formats", new JsonArray(new JsonObject { ["formats"] = HarborJson.Strings(["Default", "CloudEvents"]), ["notify_type"] = "http" })));
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        return query.Answer(call.State.Webhooks.Of(Require(call, "list").Id), Columns, "-creation_time,-id", View);
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("policy", "WebhookPolicy");
        var project = Require(call, "create");
        var (name, events, targets) = Read(call, body);
        if (call.State.Webhooks.Of(project.Id).Any(policy => policy.Name == name))
        {
            call.State.Webhooks.Burn();
            throw HarborException.Conflict($"notification policy named {name} already exists");
        }

        var policy = call.State.Webhooks.Add(project.Id);
        Set(policy, body, name, events, targets);
        return HarborAnswer.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v2.0/projects/{call.Path("project")}/webhook/policies/{policy.Id}"));
    }

    // The whole policy is replaced: what is left out is gone, and its time of creation too.
    private static HarborAnswer Update(HarborCall call)
    {
        var body = call.Body("policy", "WebhookPolicy");
        var policy = Find(call, "update");
        var (name, events, targets) = Read(call, body);
        Set(policy, body, name, events, targets);
        policy.CreatedAt = null;
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        call.State.Webhooks.Remove(Find(call, "delete"));
        return HarborAnswer.Ok;
    }

    private static void Set(WebhookPolicyState policy, JsonBody body, string name, IReadOnlyList<string> events, IReadOnlyList<WebhookTarget> targets) =>
        (policy.Name, policy.Description, policy.IsEnabled, policy.EventTypes, policy.Targets) = (name, body.Text("description") ?? "", body.Flag("enabled") ?? false, events, targets);

    private static (string Name, IReadOnlyList<string> Events, IReadOnlyList<WebhookTarget> Targets) Read(HarborCall call, JsonBody body)
    {
        var name = body.Text("name") ?? "";
        var targets = (body.Objects("targets", "WebhookTargetObject") ?? []).Select(target => Target(call, target, name)).ToList();
        if (targets.Count == 0)
        {
            throw HarborException.BadRequest($"empty notification target with policy {name}");
        }

        var events = body.Texts("event_types") ?? [];
        if (events.Count == 0)
        {
            throw HarborException.BadRequest("empty event type");
        }

        return events.FirstOrDefault(type => !Events.Contains(type)) is { } unknown ? throw HarborException.BadRequest($"unsupported event type {unknown}") : (name, events, targets);
    }

    private static WebhookTarget Target(HarborCall call, JsonBody target, string policy)
    {
        var (type, address, format) = (target.Text("type") ?? "", target.Text("address") ?? "", target.Text("payload_format") ?? "");
        // An address without a scheme is taken for http.
        var whole = address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address;
        if (whole[(whole.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/')[0].Contains(' ', StringComparison.Ordinal))
        {
            throw HarborException.BadRequest($"parse \"{whole}\": invalid character \" \" in host name");
        }

        if (type is not ("http" or "slack"))
        {
            throw HarborException.BadRequest($"unsupported target type {type} with policy {policy}");
        }

        if (format is not ("" or "Default" or "CloudEvents"))
        {
            throw HarborException.BadRequest($"unsupported payload format type: {format}");
        }

        return new WebhookTarget(type, whole, target.Text("auth_header") ?? "", target.Flag("skip_cert_verify") ?? false, !call.Features.CloudEvents || type == "slack" ? "" : format.Length > 0 ? format : "Default");
    }

    private static JsonObject View(WebhookPolicyState policy) => new JsonObject { ["creation_time"] = HarborJson.Time(policy.CreatedAt) }
        .WithText("description", policy.Description)
        .With(true, "enabled", policy.IsEnabled)
        .With(true, "event_types", HarborJson.Strings(policy.EventTypes))
        .With(true, "id", policy.Id)
        .WithText("name", policy.Name)
        .With(true, "project_id", policy.ProjectId)
        .With(true, "targets", HarborJson.Array(policy.Targets, target => new JsonObject { ["address"] = target.Address }
            .WithText("auth_header", target.AuthHeader)
            .WithText("payload_format", target.PayloadFormat)
            .With(target.SkipCertVerify, "skip_cert_verify", true)
            .With(true, "type", target.Type)))
        .With(true, "update_time", HarborJson.Time(policy.UpdatedAt));
}
