using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Roadstead.Server.Storage;

/// <summary>How every connection to roadstead.db is set.</summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const int BusySeconds = 5;

    // FULL: a commit that was acknowledged survives a loss of power, not only of the process.
    private static readonly string Pragmas = $"PRAGMA synchronous=FULL; PRAGMA busy_timeout={BusySeconds * 1000};";

    // To warn of changes that have no migration yet, EF Core would build two models at a first start; a test tells of them.
    public static void Configure(DbContextOptionsBuilder options, string file) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = BusySeconds }.ConnectionString)
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .AddInterceptors(new SqliteConnectionSettings());

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
