using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Replication;

/// <summary>An execution of a policy. The fake copies nothing: it fails as the recorded ones did, because core is not where Harbor looks for itself.</summary>
internal sealed record ReplicationExecution(long Id, long PolicyId, DateTimeOffset Started, DateTimeOffset Ended)
{
    private const string Failure = $"failed to create adapter for destination registry {ReplicationStore.CoreUrl}: Get \"http://127.0.0.1:8080/api/version\": dial tcp 127.0.0.1:8080: connect: connection refused";

    public JsonObject View(DateTimeOffset now)
    {
        var isOver = now >= Ended;
        return new JsonObject
        {
            ["end_time"] = HarborJson.Time(isOver ? Ended : null),
            ["failed"] = 0,
            ["id"] = Id,
            ["in_progress"] = 0,
            ["policy_id"] = PolicyId,
            ["start_time"] = HarborJson.Time(Started),
            ["status"] = isOver ? "Failed" : "InProgress",
            ["status_text"] = isOver ? Failure : "",
            ["stopped"] = 0,
            ["succeed"] = 0,
            ["total"] = 0,
            ["trigger"] = "manual",
        };
    }
}
