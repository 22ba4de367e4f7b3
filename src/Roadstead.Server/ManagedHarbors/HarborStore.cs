using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>What the loops read and note of Harbors in clusters. What they note changes no decision, so that it wakes nobody.</summary>
internal sealed class HarborStore(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, TimeProvider time)
{
    public async Task<HarborRow?> FindAsync(HarborKey key, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var harbor = await db.ManagedHarbors.AsNoTracking().SingleOrDefaultAsync(row => row.Cluster == key.Cluster && row.Namespace == key.Namespace && row.Name == key.Name, cancellationToken);
        if (harbor is null) return null;
        var integrates = await db.Clusters.Where(cluster => cluster.Name == key.Cluster).Select(cluster => cluster.IntegrateFoundHarbors).SingleOrDefaultAsync(cancellationToken);
        var registry = harbor.RegistryId is { } id ? await db.Registries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.WorkspaceId == null, cancellationToken) : null;
        return new HarborRow(harbor, integrates, registry);
    }

    /// <summary>The Harbors of a cluster, each with what tells whether anything that matters to it has changed in the store.</summary>
    public async Task<IReadOnlyDictionary<HarborKey, HarborMark>> MarksOfAsync(string cluster, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.ManagedHarbors.Where(row => row.Cluster == cluster).Select(row => new
        {
            row.Namespace,
            row.Name,
            row.Revision,
            Integrates = db.Clusters.Any(found => found.Name == cluster && found.IntegrateFoundHarbors),
            Registry = db.Registries.Any(registry => registry.Id == row.RegistryId),
            Bindings = db.Bindings.Count(binding => binding.Space!.RegistryId == row.RegistryId),
        }).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => new HarborKey(cluster, row.Namespace, row.Name), row => new HarborMark(row.Revision, row.Integrates, row.Registry, row.Bindings));
    }

    /// <summary>Notes one that was found. False: there is one of the name already, or the cluster is gone.</summary>
    public async Task<bool> AddAsync(ManagedHarbor found, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        found.CreatedAt = time.GetUtcNow();
        db.ManagedHarbors.Add(found);
        return (await changes.RecordAsync(db, cancellationToken)).IsCommitted;
    }

    /// <returns>False when the row is gone, or the store is busy: the loop looks again.</returns>
    public async Task<bool> NoteAsync(Guid id, Action<ManagedHarbor> change, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.ManagedHarbors.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } harbor) return false;
        change(harbor);
        return !db.ChangeTracker.HasChanges() || (await changes.RecordAsync(db, cancellationToken)).IsCommitted;
    }

    /// <summary>Forgets one that is gone. Audited when Roadstead made it.</summary>
    public async Task<bool> RemoveAsync(ManagedHarbor harbor, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.ManagedHarbors.SingleOrDefaultAsync(row => row.Id == harbor.Id, cancellationToken) is not { } row) return true;
        db.ManagedHarbors.Remove(row);
        var result = row.Made
            ? await changes.NoteAsync(db, new AuditDraft("managed-harbor.gone", $"{row.Cluster}/{row.Namespace}/{row.Name}", new { row.ExternalUrl, row.DeleteStorage }), cancellationToken)
            : await changes.RecordAsync(db, cancellationToken);
        return result.IsCommitted;
    }

    /// <summary>The platform registry of an id; null when there is none.</summary>
    public async Task<Registry?> RegistryAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Registries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.WorkspaceId == null, cancellationToken);
    }

    /// <summary>The platform registry that has a host, by its address or because it was declared; null when there is none. A host that a registry had once does not make it the same.</summary>
    public async Task<Registry?> RegistryOfAsync(string host, CancellationToken cancellationToken)
    {
        var names = HostNames.Same(host).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.RegistryHosts.Where(row => row.WorkspaceId == null && row.Kind != RegistryHostKind.Alias && names.Contains(row.Host))
            .Join(db.Registries.AsNoTracking(), row => row.RegistryId, registry => registry.Id, (_, registry) => registry).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The platform registry of a name; null when there is none.</summary>
    public async Task<Registry?> RegistryNamedAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Registries.AsNoTracking().SingleOrDefaultAsync(row => row.WorkspaceId == null && row.Name == name, cancellationToken);
    }

    /// <summary>The workspaces that are bound to spaces of a registry.</summary>
    public async Task<IReadOnlyList<string>> BoundAsync(Guid registryId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Bindings.Where(binding => binding.Space!.RegistryId == registryId).Select(binding => binding.Workspace!.Name).Distinct().OrderBy(name => name).ToListAsync(cancellationToken);
    }
}
