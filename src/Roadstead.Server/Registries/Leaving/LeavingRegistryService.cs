using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries.Leaving;

/// <summary>Shows removed registries in which something of ours still is, and forgets them.</summary>
internal sealed class LeavingRegistryService(IDbContextFactory<RoadsteadDb> dbs, LeavingRegistryStore store, RegistryLeave leave, IOptions<RegistriesOptions> options)
{
    public async Task<Page<LeavingRegistryView>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.LeavingRegistries.AsNoTracking()
            .Where(row => query.Pattern == null || EF.Functions.Like(row.Name, query.Pattern, ListQuery.Escape)).ToListAsync(cancellationToken);
        return Paging.Of(
            rows.Select(View),
            row => $"{row.Name} {row.Id}",
            query);
    }

    public async Task<Outcome<LeavingRegistryView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.LeavingRegistries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } found ? View(found) : NoSuchRegistry(id);
    }

    /// <summary>What is at the registry stays there; its login is forgotten.</summary>
    public async Task<Outcome<Guid>> ForgetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is null)
            return NoSuchRegistry(id);
        return await store.RemoveAsync(id, RegistryLeaveEnd.Forgotten, cancellationToken) ? id : new Problem(ErrorCodes.StoreBusy);
    }

    private static Problem NoSuchRegistry(Guid id) => new(ErrorCodes.NotFound, $"No registry with the id {id} is being left. GET /api/v1/leaving-registries lists them.");

    private LeavingRegistryView View(LeavingRegistry row) => new(
        row.Id, row.Name, row.Url, row.LeftAt, row.LeftAt + options.Value.LeaveWithin, leave.TroubleOf(row.Id)?.Reason, leave.TroubleOf(row.Id)?.Message);
}
