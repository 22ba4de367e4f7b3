using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>A row of the scheduler.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Vendor">What runs: <c>RETENTION</c>, <c>GARBAGE_COLLECTION</c> and so on.</param>
/// <param name="VendorId">Of which policy; 0 for none.</param>
/// <param name="Cron">When.</param>
/// <param name="Updated">When it was made.</param>
internal sealed record ScheduleState(long Id, string Vendor, long VendorId, string Cron, DateTimeOffset Updated)
{
    public JsonObject View() => new JsonObject { ["cron"] = Cron, ["id"] = Id, ["update_time"] = HarborJson.Time(Updated), ["vendor_type"] = Vendor }.WithNumber("vendor_id", VendorId);
}
