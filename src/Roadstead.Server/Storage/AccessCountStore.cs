using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Access;

namespace Roadstead.Server.Storage;

/// <summary>The doors' counts. No desired state: added in place, without audit and without a publication.</summary>
internal sealed class AccessCountStore(IDbContextFactory<RoadsteadDb> contexts) : IAccessCountStore
{
    public async Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var tally in tallies)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AccessCounts" ("Minute", "Cluster", "Namespace", "Image", "Reason", "Count")
                VALUES ({tally.Minute.UtcTicks}, {tally.Cluster}, {tally.Namespace}, {tally.Image}, {tally.Reason}, {tally.Count})
                ON CONFLICT ("Minute", "Cluster", "Namespace", "Image", "Reason") DO UPDATE SET "Count" = "AccessCounts"."Count" + excluded."Count"
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AccessCounts.Where(count => count.Minute < before).ExecuteDeleteAsync(cancellationToken);
    }
}
