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
        SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }
}
