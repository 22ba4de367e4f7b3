namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>The rows of the scheduler.</summary>
internal sealed class ScheduleStore
{
    private readonly List<ScheduleState> rows = [];
    private long lastId;

    /// <summary>All rows; a new installation has two.</summary>
    public IReadOnlyList<ScheduleState> All(HarborState state)
    {
        if (lastId == 0)
        {
            Add("SYSTEM_ARTIFACT_CLEANUP", 0, "0 0 0 * * *", state.StartedAt);
            Add("EXECUTION_SWEEP", -1, state.Features.NewWording ? "0 0 0 * * *" : "0 0 * * * *", state.StartedAt);
        }

        return rows;
    }

    public ScheduleState Set(HarborState state, string vendor, long vendorId, string cron)
    {
        All(state);
        Remove(vendor, vendorId);
        return Add(vendor, vendorId, cron, state.Now);
    }

    public void Remove(string vendor, long vendorId) => rows.RemoveAll(row => row.Vendor == vendor && row.VendorId == vendorId);

    private ScheduleState Add(string vendor, long vendorId, string cron, DateTimeOffset now)
    {
        var row = new ScheduleState(++lastId, vendor, vendorId, cron, now);
        rows.Add(row);
        return row;
    }
}
