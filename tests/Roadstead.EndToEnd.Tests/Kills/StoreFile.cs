using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>Looks at the server's store from outside.</summary>
internal sealed class StoreFile(string database)
{
    private const int OpenReadWrite = 0x2;
    private const int Busy = 5;

    /// <summary>When the journal was last written, and how long it is: it changes whenever something is committed.</summary>
    public (DateTime At, long Length) Journal()
    {
        var file = new FileInfo(database + "-wal");
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    /// <summary>Whether somebody holds the one lock for writing: then a transaction is open.</summary>
    public bool IsInTransaction()
    {
        Assert.Equal(0, raw.sqlite3_open_v2(database, out var connection, OpenReadWrite, null));
        using (connection)
        {
            var result = raw.sqlite3_exec(connection, "BEGIN IMMEDIATE") & 0xff;
            Assert.True(result is 0 or Busy, $"BEGIN IMMEDIATE gave {result}");
            return result == Busy;
        }
    }

    /// <summary>Throws unless the file is whole and no row refers to one that is not there.</summary>
    public void AssertWhole()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        Assert.Equal(["ok"], Read(connection, "PRAGMA integrity_check"));
        Assert.Empty(Read(connection, "PRAGMA foreign_key_check"));
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetValue(0).ToString() ?? "");
        }

        return rows;
    }
}
