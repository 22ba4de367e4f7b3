using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Settings;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Settings;

/// <summary>What runs here, in facts that may be shown to strangers.</summary>
internal sealed class AboutService(
    IDbContextFactory<RoadsteadDb> dbs, DataDirectory directory, SecretProtector secrets, IInstallation installation, IAccessMapSource maps, IClusterSource clusters, IClusterConnections connections,
    IRegistryHealth health, IServiceProvider services)
{
    private static readonly string[] StoreFiles = ["roadstead.db", "roadstead.db-wal"];
    private static readonly string[] IndexFiles = ["index.db", "index.db-wal"];

    public async Task<AboutView> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var registries = await db.Registries.AsNoTracking().Select(registry => registry.Id).ToListAsync(cancellationToken);
        var (version, commit) = Version();
        using var process = Process.GetCurrentProcess();
        return new AboutView(
            version,
            commit,
            installation.Id,
            RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()})",
            Environment.ProcessorCount,
            process.WorkingSet64,
            new DateTimeOffset(process.StartTime.ToUniversalTime()),
            await StoreAsync(db, cancellationToken),
            registries.Count,
            registries.Count(id => health.Of(id).Status == RegistryStatus.Unhealthy),
            clusters.Clusters.Count,
            clusters.Clusters.Values.Count(cluster => cluster.Kind == ClusterKind.Kubernetes && connections.StateOf(cluster.Name).Status == ClusterStatus.Disconnected),
            maps.Current.Version,
            Parts(),
            Components());
    }

    private async Task<StoreFacts> StoreAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var product = await db.Database.SqlQuery<string>($"""SELECT sqlite_version() AS "Value" """).SingleAsync(cancellationToken);
        var migrations = await AppliedMigrations.ReadAsync(db, cancellationToken);
        return new StoreFacts("SQLite", product, Bytes(StoreFiles), Bytes(IndexFiles), migrations is [.., var last] ? last : null, secrets.CurrentKeyId.ToString("x8", CultureInfo.InvariantCulture));
    }

    private long Bytes(IEnumerable<string> names) => names.Select(name => new FileInfo(directory.PathOf(name))).Where(file => file.Exists).Sum(file => file.Length);

    private List<PartView> Parts() =>
    [
        .. services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(part => part.GetType().Assembly == typeof(AboutService).Assembly)
            .Select(part => new PartView(JsonNamingPolicy.KebabCaseLower.ConvertName(part.GetType().Name), part.ExecuteTask switch
            {
                { IsFaulted: true } => "failed",
                null or { IsCompleted: true } => "done",
                _ => "running",
            }))
            .OrderBy(part => part.Name, StringComparer.Ordinal),
    ];

    // The same list by which the files of others are checked: it is part of the assembly, as they are.
    private static List<ComponentView> Components()
    {
        using var list = typeof(AboutService).Assembly.GetManifestResourceStream("assets.json");
        return list is null ? [] : JsonSerializer.Deserialize<List<ComponentView>>(list, JsonSerializerOptions.Web)!;
    }

    // "0.1.0+<commit>" where the build says it.
    private static (string Version, string? Commit) Version()
    {
        var text = typeof(AboutService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return text.Split('+', 2) is [var version, var commit] ? (version, commit) : (text, null);
    }
}
