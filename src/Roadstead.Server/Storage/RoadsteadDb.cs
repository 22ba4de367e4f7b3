using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

/// <summary>Desired state. Changes go through <see cref="ChangeService"/>; one class per database derives from this and owns its migrations.</summary>
public abstract class RoadsteadDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<Cluster> Clusters => Set<Cluster>();

    public DbSet<LeavingCluster> LeavingClusters => Set<LeavingCluster>();

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<WorkspaceMember> WorkspaceMembers => Set<WorkspaceMember>();

    public DbSet<WorkspaceNamespace> WorkspaceNamespaces => Set<WorkspaceNamespace>();

    public DbSet<Registry> Registries => Set<Registry>();

    public DbSet<RegistryHost> RegistryHosts => Set<RegistryHost>();

    public DbSet<RemovedHost> RemovedHosts => Set<RemovedHost>();

    public DbSet<Space> Spaces => Set<Space>();

    public DbSet<SpaceUsage> SpaceUsages => Set<SpaceUsage>();

    public DbSet<Binding> Bindings => Set<Binding>();

    public DbSet<GatewayAccount> GatewayAccounts => Set<GatewayAccount>();

    public DbSet<ManagedHarbor> ManagedHarbors => Set<ManagedHarbor>();

    public DbSet<PullIdentity> PullIdentities => Set<PullIdentity>();

    public DbSet<LeavingRegistry> LeavingRegistries => Set<LeavingRegistry>();

    public DbSet<StorageMeasurementRow> StorageMeasurements => Set<StorageMeasurementRow>();

    public DbSet<HealthSignal> HealthSignals => Set<HealthSignal>();

    public DbSet<AccessCount> AccessCounts => Set<AccessCount>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>Begins a transaction in which every read sees the same moment, and which no writer waits for.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Ticks sort as times do, on every database; SQLite has no type for times with offsets.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityModel.Configure(builder);
        WorkspaceModel.Configure(builder);
        RegistryModel.Configure(builder);
        HarborModel.Configure(builder);
        RecordModel.Configure(builder);

        foreach (var entity in builder.Model.GetEntityTypes().Where(e => typeof(IRevisioned).IsAssignableFrom(e.ClrType)))
            builder.Entity(entity.ClrType).Property(nameof(IRevisioned.Revision)).IsConcurrencyToken();
    }
}
