using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>The job service's workers and schedules, and the allow list of the whole system.</summary>
internal sealed class JobServiceArea : IHarborArea
{
    private static readonly Columns<ScheduleState> Columns = new() { ["id"] = row => row.Id };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/jobservice/pools", Pools, f => f.JobService);
        routes.Map("GET", "/schedules", Schedules, f => f.JobService);
        routes.Map("GET", "/system/CVEAllowlist", ReadAllowlist);
        routes.Map("PUT", "/system/CVEAllowlist", WriteAllowlist);
    }

    private static HarborAnswer Pools(HarborCall call)
    {
        call.RequireSystem("list", "jobservice-monitor");
        return HarborAnswer.Json(new JsonArray(new JsonObject
        {
            ["concurrency"] = 4,
            ["heartbeat_at"] = HarborJson.Seconds(call.State.Now).Replace("Z", ".000Z", StringComparison.Ordinal),
            ["pid"] = Environment.ProcessId,
            ["start_at"] = HarborJson.Seconds(call.State.StartedAt).Replace("Z", ".000Z", StringComparison.Ordinal),
            ["worker_pool_id"] = $"{call.State.StartedAt.Ticks:x24}",
        }));
    }

    private static HarborAnswer Schedules(HarborCall call)
    {
        call.RequireSystem("list", "jobservice-monitor");
        return ListQuery.From(call).Answer(call.State.Area<ScheduleStore>().All(call.State), Columns, "id", row => row.View());
    }

    private static HarborAnswer ReadAllowlist(HarborCall call)
    {
        call.RequireSignedIn();
        return HarborAnswer.Json(new JsonObject
        {
            ["creation_time"] = HarborJson.Never,
            ["items"] = HarborJson.Array(call.State.Area<SystemAllowlist>().Cves, cve => new JsonObject { ["cve_id"] = cve }),
            ["update_time"] = HarborJson.Never,
        });
    }

    private static HarborAnswer WriteAllowlist(HarborCall call)
    {
        call.RequireSystem("update", "configuration");
        var items = call.Body("allowlist", "CVEAllowlist").Objects("items", "CVEAllowlistItem") ?? [];
        call.State.Area<SystemAllowlist>().Cves = [.. items.Select(item => item.Text("cve_id") ?? "")];
        return HarborAnswer.Ok;
    }
}
