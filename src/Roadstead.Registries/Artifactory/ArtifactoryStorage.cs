using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>What Artifactory stores, as it counted last (once an hour, unless it is set up otherwise). It tells administrators alone.</summary>
internal sealed partial class ArtifactoryStorage(ArtifactoryClient client)
{
    private const string Total = "TOTAL";

    /// <summary>Bytes by the key of each repository for images, and of the cache of each remote; null where the login may not know.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await client.Session.ProveAsync(cancellationToken)).IsAdministrator)
        {
            return null;
        }

        var answer = await client.GetAsync("/api/storageinfo", cancellationToken);
        if (!answer.IsSuccess)
        {
            return ArtifactoryError.From(answer, "its storage") is { Code: RegistryErrorCode.Denied or RegistryErrorCode.Unsupported or RegistryErrorCode.NotFound } ? null
                : throw ArtifactoryError.From(answer, "its storage");
        }

        var used = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in answer.Read(ArtifactoryJson.Default.WireStorage).RepositoriesSummaryList ?? throw answer.Unreadable())
        {
            if (row?.RepoKey is { } key && key != Total && ArtifactoryRepository.IsOfImages(row.PackageType) && !string.Equals(row.RepoType, "VIRTUAL", StringComparison.OrdinalIgnoreCase))
            {
                used[key] = BytesOf(row) ?? throw answer.Unreadable();
            }
        }

        return used;
    }

    /// <summary>The sum over repositories for images; a blob that two of them hold counts twice. Null where the login may not know.</summary>
    public async Task<StorageMeasurement?> MeasureAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { } used ? new StorageMeasurement(used.Values.Sum(), StorageKind.Logical, null) : null;

    /// <summary>Bytes of a text such as <c>34.46 MB</c> or <c>1,204 bytes</c>, 1024-based; null for what is none.</summary>
    public static long? Parse(string? text)
    {
        if (Size().Match(text ?? "") is not { Success: true } match
            || !decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var factor = match.Groups[2].Value.ToUpperInvariant() switch
        {
            "KB" => 1L << 10,
            "MB" => 1L << 20,
            "GB" => 1L << 30,
            "TB" => 1L << 40,
            "PB" => 1L << 50,
            _ => 1L,
        };
        return number > long.MaxValue / factor ? null : (long)decimal.Round(number * factor);
    }

    private static long? BytesOf(WireStoredRepository row) => row.UsedSpaceInBytes.ValueKind switch
    {
        JsonValueKind.Number when row.UsedSpaceInBytes.TryGetInt64(out var bytes) => bytes,
        JsonValueKind.String when long.TryParse(row.UsedSpaceInBytes.GetString(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var bytes) => bytes,
        _ => Parse(row.UsedSpace),
    };

    [GeneratedRegex(@"\A\s*([\d.,]+)\s*(bytes|byte|B|KB|MB|GB|TB|PB)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
