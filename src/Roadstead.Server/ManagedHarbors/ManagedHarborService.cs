using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.ManagedHarbors.Objects;
using Roadstead.Server.ManagedHarbors.Prerequisites;
using Roadstead.Server.ManagedHarbors.Requests;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>Takes what people want of Harbors in clusters. The clusters are made so afterwards, by a loop; nothing but the prerequisites is asked of them here.</summary>
internal sealed class ManagedHarborService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, PrerequisiteService prerequisites, SecretProtector protector, ManagedHarborViews views, IOptions<ManagedHarborsOptions> options, TimeProvider time)
{
    public async Task<Outcome<Page<ManagedHarborView>>> ListAsync(ManagedHarborFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        var (cluster, source, made) = filter;
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = db.ManagedHarbors.AsNoTracking().Where(row => (cluster == null || row.Cluster == cluster) && (source == null || row.Source == source) && (made == null || row.Made == made)
            && (query.Pattern == null || EF.Functions.Like(row.Name, query.Pattern, ListQuery.Escape) || EF.Functions.Like(row.Namespace, query.Pattern, ListQuery.Escape) || EF.Functions.Like(row.ExternalUrl!, query.Pattern, ListQuery.Escape)));
        return await Paging.ReadAsync(rows, row => row.Cluster + "/" + row.Namespace + "/" + row.Name, page => views.OfAsync(db, page, cancellationToken), query, cancellationToken);
    }

    public async Task<Outcome<ManagedHarborView>> GetAsync(HarborKey key, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, key, cancellationToken) is { } harbor ? await views.OfAsync(db, harbor, cancellationToken) : NoSuchHarbor(key);
    }

    public Task<Outcome<IReadOnlyList<PrerequisiteView>>> LookAsync(string? cluster, CancellationToken cancellationToken) => Names.IsLabel(cluster)
        ? prerequisites.LookAsync(cluster!, new HarborNeeds(null, null, Database: true, Redis: true), cancellationToken)
        : Task.FromResult<Outcome<IReadOnlyList<PrerequisiteView>>>(Problem.ForField(ErrorCodes.ValidationFailed, "cluster", "cluster is the name of a connected cluster."));

    public async Task<Outcome<ManagedHarborView>> CreateAsync(CreateManagedHarbor request, CancellationToken cancellationToken)
    {
        var read = HarborDraft.Read(request, options.Value.DefaultVersion, NewPassword);
        if (!read.IsSuccess) return read.Problem;
        var draft = read.Value;
        var key = new HarborKey(draft.Cluster, draft.Namespace, draft.Name);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, key, cancellationToken) is not null) return Taken(key);
        var looked = await prerequisites.LookAsync(draft.Cluster, new HarborNeeds(draft.Namespace, draft.Name, draft.Settings.Database is null, draft.Settings.Redis is null), cancellationToken);
        if (!looked.IsSuccess) return looked.Problem.Code == ErrorCodes.NotFound ? Problem.ForField(ErrorCodes.ValidationFailed, "cluster", looked.Problem.Detail!) : looked.Problem;
        if (looked.Value.Where(prerequisite => !prerequisite.Ok).ToList() is { Count: > 0 } missing) return Missing(key, missing);

        var harbor = new ManagedHarbor
        {
            Cluster = draft.Cluster,
            Namespace = draft.Namespace,
            Name = draft.Name,
            Source = HarborSource.Operator,
            Made = true,
            Settings = HarborSettingsJson.Write(draft.Settings),
            PasswordGeneration = 1,
            ExternalUrl = draft.Settings.ExternalUrl,
            Version = draft.Settings.Version,
            CreatedAt = time.GetUtcNow(),
        };
        harbor.SecretsCipher = draft.Secrets.Protect(harbor.Id, protector);
        db.ManagedHarbors.Add(harbor);
        var result = await changes.CommitAsync(db, new AuditDraft("managed-harbor.create", key.ToString(), null, ManagedHarborViews.ForAudit(harbor, passwordChanged: request.AdminPassword is not null)), cancellationToken);
        if (result.Status is CommitStatus.Duplicate) return Taken(key);
        return result.ToProblem() is { } refusal ? refusal : await views.OfAsync(db, harbor, cancellationToken);
    }

    public async Task<Outcome<ManagedHarborView>> EditAsync(HarborKey key, EditManagedHarbor request, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, key, cancellationToken) is not { } harbor) return NoSuchHarbor(key);
        if (!harbor.Made) return new Problem(ErrorCodes.HarborNotMadeHere);
        if (harbor.Deleting) return new Problem(ErrorCodes.NotFound, $"The Harbor '{key.Name}' is being deleted.");
        var edited = HarborDraft.Edit(HarborSettingsJson.Read(harbor.Settings)!, request);
        if (!edited.IsSuccess) return edited.Problem;

        var before = ManagedHarborViews.ForAudit(harbor);
        harbor.Settings = HarborSettingsJson.Write(edited.Value);
        (harbor.ExternalUrl, harbor.Version) = (edited.Value.ExternalUrl, edited.Value.Version);
        var secrets = HarborSecrets.Of(harbor, protector);
        var passwordChanged = request.AdminPassword is { } password && password != secrets.AdminPassword;
        if (passwordChanged)
        {
            harbor.SecretsCipher = (secrets with { AdminPassword = request.AdminPassword }).Protect(harbor.Id, protector);
            harbor.PasswordGeneration++;
        }

        if (!db.ChangeTracker.HasChanges()) return await views.OfAsync(db, harbor, cancellationToken);
        var result = await changes.CommitAsync(db, new AuditDraft("managed-harbor.edit", key.ToString(), before, ManagedHarborViews.ForAudit(harbor, passwordChanged)), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : await views.OfAsync(db, harbor, cancellationToken);
    }

    /// <summary>Asks for a Harbor's integration: of one that was found, of one whose registry was removed, and once more of one that failed.</summary>
    public async Task<Outcome<ManagedHarborView>> IntegrateAsync(HarborKey key, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, key, cancellationToken) is not { Deleting: false } harbor) return NoSuchHarbor(key);
        var before = ManagedHarborViews.ForAudit(harbor);

        // A registry that an admin removed a moment ago, and that nobody has missed yet, must not be missed afterwards.
        if (harbor.RegistryId is { } id && !await db.Registries.AnyAsync(registry => registry.Id == id, cancellationToken)) (harbor.RegistryId, harbor.OwnRegistryId) = (null, null);
        (harbor.Choice, harbor.AskedAt) = (HarborIntegrationChoice.Asked, time.GetUtcNow());
        var result = await changes.CommitAsync(db, new AuditDraft("managed-harbor.integrate", key.ToString(), before, ManagedHarborViews.ForAudit(harbor)), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : await views.OfAsync(db, harbor, cancellationToken);
    }

    internal static Task<ManagedHarbor?> FindAsync(RoadsteadDb db, HarborKey key, CancellationToken cancellationToken) =>
        db.ManagedHarbors.SingleOrDefaultAsync(row => row.Cluster == key.Cluster && row.Namespace == key.Namespace && row.Name == key.Name, cancellationToken);

    internal static Problem NoSuchHarbor(HarborKey key) => new(ErrorCodes.NotFound, $"There is no Harbor '{key.Name}' in the namespace '{key.Namespace}' of the cluster '{key.Cluster}'. GET /api/v1/managed-harbors lists them.");

    private static Problem Taken(HarborKey key) => Problem.ForField(ErrorCodes.NameTaken, "name", $"There is a Harbor '{key.Name}' in the namespace '{key.Namespace}' already. Choose another name.");

    private static Problem Missing(HarborKey key, List<PrerequisiteView> missing) => new(
        ErrorCodes.PrerequisitesMissing,
        $"The cluster '{key.Cluster}' lacks: {string.Join(' ', missing.Select(prerequisite => $"{prerequisite.Name} ({prerequisite.Message})"))}",
        Extensions: new Dictionary<string, object?> { ["missing"] = missing });

    // 128 random bits, and one of each kind of character that Harbor asks for.
    private static string NewPassword() => $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}aA1";
}
