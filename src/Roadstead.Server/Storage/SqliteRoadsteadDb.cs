using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Roadstead.Server.Storage;

public sealed class SqliteRoadsteadDb(DbContextOptions<SqliteRoadsteadDb> options) : RoadsteadDb(options)
{
    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);

        // Deferred: the usual BEGIN IMMEDIATE would take the writer's lock for a read.
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await Database.UseTransactionAsync(transaction, cancellationToken))!;
    }
}
