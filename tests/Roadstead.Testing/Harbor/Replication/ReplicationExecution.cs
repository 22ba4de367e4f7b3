using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;

namespace Roadstead.Testing.Harbor.Replication;

/// <summary>An execution of a policy. The fake copies nothing: it fails as the recorded ones did, because core is not where Harbor looks for itself.</summary>
internal sealed record ReplicationExecution(long Id, long PolicyId, DateTimeOffset Time)
{
    private const string Failure = $"failed to create adapter for destination registry {ReplicationStore.CoreUrl}: Get \"http://127.0.0.1:8080/api/version\": dial tcp 127.0.0.1:8080: connect: connection refused";

    public JsonObject View(HarborState state)
    {
        var isOver = state.Area<JobStore>().IsOver(state, Time);
        return new JsonObject
        {
            ["end_time"] = HarborJson.Time(isOver ? Time : null),
            ["failed"] = 0,
            ["id"] = Id,
            ["in_progress"] = 0,
            ["policy_id"] = PolicyId,
            ["start_time"] = HarborJson.Time(Time),
            ["status"] = isOver ? "Failed" : "InProgress",
            ["status_text"] = isOver ? Failure : "",
            ["stopped"] = 0,
            ["succeed"] = 0,
            ["total"] = 0,
            ["trigger"] = "manual",
        };
    }
}
