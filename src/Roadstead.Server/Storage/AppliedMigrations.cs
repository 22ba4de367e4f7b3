using Microsoft.EntityFrameworkCore;

namespace Roadstead.Server.Storage;

/// <summary>The migrations that a store has seen. EF Core's own way to ask builds a model of that one table first, which was a twentieth of every start.</summary>
internal static class AppliedMigrations
{
    /// <summary>Their ids, oldest first; empty for a new store.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var applied = new List<string>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
        if (await command.ExecuteScalarAsync(cancellationToken) is not null)
        {
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"";
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) applied.Add(rows.GetString(0));
        }

        await db.Database.CloseConnectionAsync();
        return applied;
    }
}
