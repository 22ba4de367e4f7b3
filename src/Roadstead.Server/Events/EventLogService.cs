using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Events;

/// <summary>Shows what registries told of.</summary>
internal sealed class EventLogService(IDbContextFactory<RoadsteadDb> dbs, EventLog log)
{
    /// <summary>Newest first.</summary>
    /// <param name="workspace">The workspace that integrated it; null for a platform registry.</param>
    /// <param name="name">The registry.</param>
    /// <param name="query">Text in the image, the reference or the name of who did it; and the place.</param>
    /// <param name="kind">What happened; null for everything.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<Outcome<Page<RegistryEventView>>> ListAsync(string? workspace, string name, ListQuery query, EventKind? kind, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var registry = await db.Registries.AsNoTracking().Include(row => row.Hosts)
            .SingleOrDefaultAsync(row => row.Name == name && (workspace == null ? row.WorkspaceId == null : row.Workspace!.Name == workspace), cancellationToken);
        if (registry is null) return new Problem(ErrorCodes.NotFound, $"There is no registry '{name}'.");
        var found = log.Of(registry.Id).Where(heard => (kind is null || KindOf(heard) == kind) && IsFound(heard.Told, query.Q));
        var page = Paging.Of(found, heard => (long.MaxValue - heard.Number).ToString("D19", CultureInfo.InvariantCulture), query);
        return new Page<RegistryEventView>([.. page.Items.Select(heard => View(registry, heard))], page.NextCursor, page.Total);
    }

    /// <summary>The last few.</summary>
    public IReadOnlyList<RegistryEventView> Recent(Registry registry, int number) => [.. log.Of(registry.Id).Take(number).Select(heard => View(registry, heard))];

    private static RegistryEventView View(Registry registry, HeardEvent heard) => new(
        heard.Told.OccurredAt ?? heard.HeardAt,
        KindOf(heard),
        heard.Told.Repository.Value,
        RegistryHosts.NamesOf(registry).PrefixOf(heard.Told.Repository.Value).TrimEnd('/'),
        heard.Told.Reference,
        heard.Told.Operator,
        heard.HeardAt);

    private static EventKind KindOf(HeardEvent heard) => heard.Told.Kind switch
    {
        RegistryEventKind.Pushed => EventKind.Pushed,
        RegistryEventKind.Deleted => EventKind.Deleted,
        _ => EventKind.Changed,
    };

    private static bool IsFound(RegistryEvent told, string? text) => text is null
        || told.Repository.Value.Contains(text, StringComparison.OrdinalIgnoreCase) || told.Reference?.Contains(text, StringComparison.OrdinalIgnoreCase) is true || told.Operator?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;
}
