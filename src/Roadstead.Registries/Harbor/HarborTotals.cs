using System.Net;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>What Harbor counts itself. It counts all for an administrator alone; for everybody else, without saying so, a part.</summary>
internal sealed class HarborTotals(HarborClient client, HarborSpaces spaces) : IRegistryStatistics
{
    private const int StorageSince = 3;

    public async Task<RegistryStatistics?> ReadStatisticsAsync(CancellationToken cancellationToken)
    {
        if (!(await client.Session.ProveAsync(cancellationToken)).IsAdministrator)
        {
            return null;
        }

        var answer = await client.GetAsync("/statistics", cancellationToken);
        if (answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return null;
        }

        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, "its statistics");
        }

        var totals = answer.Read(HarborJson.Default.WireStatistics);
        return new RegistryStatistics(totals.TotalProjectCount, totals.TotalRepoCount, null, client.Session.IsAtLeast(StorageSince) ? totals.TotalStorageConsumption ?? 0 : totals.TotalStorageConsumption);
    }

    /// <summary>The disk where Harbor tells it; else the sum over projects where the login may see their quotas; else null.</summary>
    public async Task<StorageMeasurement?> MeasureAsync(CancellationToken cancellationToken)
    {
        if (await ReadStatisticsAsync(cancellationToken) is { StorageBytes: { } bytes })
        {
            return new StorageMeasurement(bytes, StorageKind.Physical, null);
        }

        return await spaces.ReadQuotasAsync(cancellationToken) is { } quotas
            ? new StorageMeasurement(quotas.Values.Sum(HarborSpaces.UsedBytes), StorageKind.Logical, null)
            : null;
    }
}
