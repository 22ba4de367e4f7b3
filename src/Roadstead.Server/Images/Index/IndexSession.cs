using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Roadstead.Server.Images.Index;

/// <summary>One connection with its prepared statements. Parameters are written <c>$1</c>, <c>$2</c> ... and given in that order. For one thread at a time.</summary>
internal sealed class IndexSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    /// <summary>Returns how many rows were changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row as a number; null when there is no row, or no number in it.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() as long?;

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>
    /// Gives a registry its key. Keys are drawn, not counted: a crawl that outlives the index it began with, because that was made anew,
    /// then never writes under another registry's key.
    /// </summary>
    public void AddRegistry(Guid registryId) => Execute(
        "INSERT INTO crawls (key, registry) VALUES ($1, $2) ON CONFLICT (registry) DO NOTHING", (long)Random.Shared.Next(1, int.MaxValue), registryId.ToString());

    /// <summary>For rows too many to keep.</summary>
    public void ForEach(string sql, Action<SqliteDataReader> row, CancellationToken cancellationToken, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            row(reader);
        }
    }

    /// <summary>For rows of which the first may be enough.</summary>
    public IEnumerable<T> Enumerate<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
            yield return row(reader);
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
        }

        while (command.Parameters.Count < values.Length)
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count + 1}") });
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
