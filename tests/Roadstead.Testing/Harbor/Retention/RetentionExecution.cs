using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>A run of a policy, which says so only after a while.</summary>
internal sealed record RetentionExecution(long Id, long PolicyId, bool DryRun, DateTimeOffset Time, IReadOnlyList<RetentionTask> Tasks)
{
    public JsonObject View(HarborState state) => new JsonObject
    {
        ["end_time"] = IsOver(state) ? HarborJson.Seconds(Time) : "0001-01-01T00:00:00Z",
        ["id"] = Id,
        ["policy_id"] = PolicyId,
        ["start_time"] = GoTime.Fine(Time),
        ["status"] = IsOver(state) ? "Success" : "Running",
        ["trigger"] = "MANUAL",
    }.With(DryRun, "dry_run", true);

    private bool IsOver(HarborState state) => state.Area<JobStore>().IsOver(state, Time);
}
