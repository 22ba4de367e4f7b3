using Microsoft.Data.Sqlite;

namespace Roadstead.Server.Tests.Storage.Sqlite;

/// <summary>A SQLite file of the test's own.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("roadstead-sqlite-").FullName;

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "test.db"), DefaultTimeout = 5 }.ConnectionString;

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        // Of this file alone: with the last connection of a store SQLite writes its journal into the file and deletes it, under the eyes of another test.
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(directory, recursive: true);
    }
}
