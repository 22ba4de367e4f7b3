using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Roadstead.Server.Storage;

/// <summary>Reads what a database's exception means. The one place that knows the databases' error codes.</summary>
internal static class StoreFailure
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ConstraintForeignKey = 787;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintTrigger = 1811; // what ON DELETE RESTRICT reports
    private const int ConstraintUnique = 2067;

    /// <summary>Null when it is no expected failure.</summary>
    public static CommitResult? Read(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => new CommitResult(CommitStatus.Stale),
        DbUpdateException { InnerException: SqliteException inner } => Read(inner),
        SqliteException sqlite => Read(sqlite),
        _ => null,
    };

    private static CommitResult? Read(SqliteException exception) => exception switch
    {
        { SqliteErrorCode: Busy or Locked } => new CommitResult(CommitStatus.Busy),
        { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey } => new CommitResult(CommitStatus.Duplicate, Columns(exception.Message)),
        { SqliteExtendedErrorCode: ConstraintForeignKey or ConstraintTrigger } => new CommitResult(CommitStatus.Referenced),
        _ => null,
    };

    // "SQLite Error 19: 'UNIQUE constraint failed: Registries.WorkspaceId, Registries.Name'."
    private static string? Columns(string message)
    {
        const string marker = "constraint failed: ";
        var start = message.IndexOf(marker, StringComparison.Ordinal);
        return start < 0 ? null : message[(start + marker.Length)..].TrimEnd('.', '\'');
    }
}
