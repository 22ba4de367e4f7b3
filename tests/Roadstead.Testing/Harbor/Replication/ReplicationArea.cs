using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Registries;

namespace Roadstead.Testing.Harbor.Replication;

/// <summary>Replication: adapters, policies, executions.</summary>
internal sealed class ReplicationArea : IHarborArea
{
    private static readonly Columns<ReplicationPolicyState> PolicyColumns = new() { ["id"] = policy => policy.Id, ["name"] = policy => policy.Name };

    private static readonly Columns<ReplicationExecution> ExecutionColumns = new() { ["id"] = execution => execution.Id };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/replication/adapters", Adapters);
        routes.Map("GET", "/replication/policies", List);
        routes.Map("POST", "/replication/policies", Create);
        routes.Map("GET", "/replication/policies/{id}", call => HarborAnswer.Json(Find(call, "read").View(call.Features)));
        routes.Map("PUT", "/replication/policies/{id}", Update);
        routes.Map("DELETE", "/replication/policies/{id}", Delete);
        routes.Map("GET", "/replication/executions", Executions);
        routes.Map("POST", "/replication/executions", Execute);
        routes.Map("GET", "/replication/executions/{id}", call => HarborAnswer.Json(FindExecution(call).View(call.State)));
        routes.Map("PUT", "/replication/executions/{id}", call => FindExecution(call) is not null ? HarborAnswer.Ok : throw HarborException.Internal());
        routes.Map("GET", "/replication/executions/{id}/tasks", Tasks);
    }

    private static HarborAnswer Adapters(HarborCall call)
    {
        call.RequireSystem("list", "replication-adapter");
        return HarborAnswer.Json(HarborJson.Strings(EndpointCheck.Types(call.Features)));
    }

    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "replication-policy");
        return ListQuery.From(call).Answer(call.State.Area<ReplicationStore>().Policies, PolicyColumns, "-id", policy => policy.View(call.Features));
    }

    private static HarborAnswer Create(HarborCall call)
    {
        call.RequireSystem("create", "replication-policy");
        var store = call.State.Area<ReplicationStore>();
        var body = call.Body("policy", "ReplicationPolicy");
        var name = body.Text("name") ?? "";
        var (source, destination) = (Endpoint(call, body, "src_registry"), Endpoint(call, body, "dest_registry"));
        if (source is null == destination is null)
        {
            throw HarborException.BadRequest("either src_registry or dest_registry must be empty and the other one must be set");
        }

        if (store.Policies.Any(policy => policy.Name == name))
        {
            throw HarborException.Conflict($"replication policy {name} already exists");
        }

        var created = new ReplicationPolicyState
        {
            Id = store.NextId(), Name = name, Source = source, Destination = destination, Written = body.Json, Created = call.State.Now, Updated = call.State.Now,
        };
        store.Policies.Add(created);
        return call.Created("/api/v2.0/replication/policies", created.Id);
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var policy = Find(call, "update");
        var body = call.Body("policy", "ReplicationPolicy");
        (policy.Name, policy.Written, policy.Updated) = (body.Text("name") ?? policy.Name, body.Json, call.State.Now);
        (policy.Source, policy.Destination) = (Endpoint(call, body, "src_registry"), Endpoint(call, body, "dest_registry"));
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        call.State.Area<ReplicationStore>().Policies.Remove(Find(call, "delete"));
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Execute(HarborCall call)
    {
        call.RequireSystem("create", "replication");
        var store = call.State.Area<ReplicationStore>();
        var id = call.Body("execution", "StartReplicationExecution").Number("policy_id") ?? 0;
        var policy = store.Policies.Find(policy => policy.Id == id) ?? throw HarborException.NotFound($"replication policy {id} not found");
        var execution = new ReplicationExecution(call.State.Area<JobStore>().NextExecution(), policy.Id, call.State.Now);
        store.Executions.Add(execution);
        return call.Created("/api/v2.0/replication/executions", execution.Id);
    }

    private static HarborAnswer Executions(HarborCall call)
    {
        call.RequireSystem("list", "replication");
        var policy = call.QueryNumber("policy_id");
        var executions = call.State.Area<ReplicationStore>().Executions.Where(execution => policy is null || execution.PolicyId == policy);
        return ListQuery.From(call).Answer(executions, ExecutionColumns, "-id", execution => execution.View(call.State));
    }

    private static HarborAnswer Tasks(HarborCall call)
    {
        FindExecution(call);
        return ListQuery.From(call).Answer(Array.Empty<ReplicationExecution>(), ExecutionColumns, "-id", _ => null);
    }

    private static EndpointState? Endpoint(HarborCall call, JsonBody body, string name) =>
        body.Object(name, "Registry")?.Number("id") is { } id and not 0 ? RegistriesArea.ById(call, id) : null;

    private static ReplicationPolicyState Find(HarborCall call, string action)
    {
        call.RequireSystem(action, "replication-policy");
        var id = call.PathNumber("id");
        return call.State.Area<ReplicationStore>().Policies.Find(policy => policy.Id == id) ?? throw HarborException.NotFound($"replication policy {id} not found");
    }

    private static ReplicationExecution FindExecution(HarborCall call)
    {
        call.RequireSystem("read", "replication");
        var id = call.PathNumber("id");
        return call.State.Area<ReplicationStore>().Executions.Find(execution => execution.Id == id) ?? throw HarborException.NotFound($"replication execution {id} not found");
    }
}
