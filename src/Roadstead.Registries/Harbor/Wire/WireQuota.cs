namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireQuota(long Id, WireQuotaOwner? Ref, Dictionary<string, long>? Hard, Dictionary<string, long>? Used);

internal sealed record WireQuotaOwner(long Id);

internal sealed record WireQuotaChange(Dictionary<string, long> Hard);
