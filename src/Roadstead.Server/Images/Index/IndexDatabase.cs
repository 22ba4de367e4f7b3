using System.Globalization;
using Microsoft.Data.Sqlite;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Images.Index;

/// <summary>
/// The file of observations, index.db, beside desired state and apart from it: whatever a crawl writes, no API change waits for it.
/// Nothing in it is precious: a damaged file, or one of another version, is replaced by an empty one and filled again.
/// </summary>
internal sealed partial class IndexDatabase(DataDirectory directory, ILogger<IndexDatabase> logger)
{
    /// <summary>Files above this size are not looked through at start: reading them would delay it, and a damaged page shows when it is used.</summary>
    private const long MaxCheckedBytes = 128 * 1024 * 1024;

    // https://www.sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public string File { get; } = directory.PathOf("index.db");

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>Opens the file for its one writer; makes or replaces it where it must.</summary>
    public SqliteConnection OpenWriter()
    {
        if (System.IO.File.Exists(File) && Unusable() is { } reason)
        {
            Log.Rebuilt(logger, File, reason);
            Remove();
        }

        Make();
        var connection = Open(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false });
        if (Number(connection, "PRAGMA user_version") == 0)
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA journal_mode=WAL; BEGIN IMMEDIATE; {IndexSchema.Tables} PRAGMA user_version={IndexSchema.Version}; COMMIT;"));

        // NORMAL: a loss of power may take the last seconds of what was seen; the next crawl sees it again.
        Run(connection, "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    /// <summary>A connection for one read, from a pool. Readers never wait for the writer, nor it for them.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = Open(new SqliteConnectionStringBuilder { DataSource = File, Mode = SqliteOpenMode.ReadOnly, Pooling = true });
        Run(connection, "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    /// <summary>Throws the file away, with what readers keep of it.</summary>
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { File, $"{File}-wal", $"{File}-shm" })
            System.IO.File.Delete(file);
    }

    // SQLite would make it readable to others; its journals take the mode of the file.
    private void Make()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(File, options).Dispose();
    }

    /// <summary>Why the file cannot be used; null when it can.</summary>
    private string? Unusable()
    {
        try
        {
            using var connection = Open(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false });
            var version = Number(connection, "PRAGMA user_version");
            if (version == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
                return null; // made, and the process ended before its tables were
            if (version != IndexSchema.Version)
                return string.Create(CultureInfo.InvariantCulture, $"it is of version {version}, not {IndexSchema.Version}");
            if (new FileInfo(File).Length > MaxCheckedBytes)
                return null;
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return command.ExecuteScalar() is "ok" ? null : "it is damaged";
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return "it is damaged";
        }
    }

    private static SqliteConnection Open(SqliteConnectionStringBuilder text)
    {
        text.DefaultTimeout = 5;
        var connection = new SqliteConnection(text.ConnectionString);
        connection.Open();
        return connection;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The index {File} cannot be used: {Reason}. It is made anew, and all registries are crawled again.")]
        public static partial void Rebuilt(ILogger logger, string file, string reason);
    }
}
