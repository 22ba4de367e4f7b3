using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>A run of a policy, which says so only after a while.</summary>
internal sealed record RetentionExecution(long Id, long PolicyId, bool DryRun, DateTimeOffset Started, DateTimeOffset Ended, IReadOnlyList<RetentionTask> Tasks)
{
    public JsonObject View(DateTimeOffset now) => new JsonObject
    {
        ["end_time"] = now >= Ended ? HarborJson.Seconds(Ended) : "0001-01-01T00:00:00Z",
        ["id"] = Id,
        ["policy_id"] = PolicyId,
        ["start_time"] = GoTime.Fine(Started),
        ["status"] = now >= Ended ? "Success" : "Running",
        ["trigger"] = "MANUAL",
    }.With(DryRun, "dry_run", true);
}
