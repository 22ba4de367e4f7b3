using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Roadstead.Server.Tests.Storage.Sqlite;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Storage;

public sealed class MigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_ComparedWithTheMigrations_HasNothingPending()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();

        Assert.False(db.Database.HasPendingModelChanges(), "Run: dotnet run --project eng/Migrator -- <name>");
    }

    [Fact]
    public async Task CompiledModel_ComparedWithTheModel_SaysTheSame()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();
        var model = db.GetService<IDesignTimeModel>().Model;

        Assert.StartsWith("Roadstead.Server.Storage.Compiled.", db.Model.GetType().FullName, StringComparison.Ordinal);
        var (wanted, compiled) = (ModelFacts.Of(model), ModelFacts.Of(db.Model));
        var stale = wanted.Except(compiled).Concat(compiled.Except(wanted)).ToList();
        Assert.True(stale.Count == 0, $"Run: dotnet run --project eng/Migrator\n{string.Join('\n', stale)}");
    }

    [Fact]
    public async Task Start_AfterAKillWithinTheFirstMigration_GoesOn()
    {
        using var directory = new TempDirectory();
        await using (var file = new SqliteConnection($"Data Source={directory.File("roadstead.db")};Pooling=False"))
        {
            await file.OpenAsync(Cancel);

            // The lock that EF Core takes for migrations; it waits for ever while the row is there.
            file.Execute("CREATE TABLE \"__EFMigrationsLock\"(\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES(1, '2026-01-01')");
        }

        await using var store = await StoreFixture.StartAsync(directory.Path);

        await using var db = store.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Connection_OfTheStore_IsDurableAndChecksForeignKeys()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync(Cancel);
        var connection = (SqliteConnection)db.Database.GetDbConnection();

        Assert.Equal("wal", connection.Scalar("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Scalar("PRAGMA synchronous")); // FULL
        Assert.Equal(1L, connection.Scalar("PRAGMA foreign_keys"));
        Assert.Equal(5000L, connection.Scalar("PRAGMA busy_timeout"));
    }

    [Fact]
    public async Task Functions_ThatEfCoreBringsAlong_AreCalledFromSql()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();

        Assert.Equal(3.5m, await db.Database.SqlQuery<decimal>($"SELECT ef_add('1.25', '2.25') AS Value").SingleAsync(Cancel));
        Assert.Equal("10.5", await db.Database.SqlQuery<string>($"SELECT ef_max(v) AS Value FROM (SELECT '9.5' AS v UNION ALL SELECT '10.5')").SingleAsync(Cancel));
        Assert.Equal(0, await db.Workspaces.CountAsync(w => System.Text.RegularExpressions.Regex.IsMatch(w.Name, "^a"), Cancel));
    }
}
