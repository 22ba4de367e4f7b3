using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Roadstead.Server.Tests.Storage.Sqlite;

/// <summary>What the store and the index ask of SQLite.</summary>
public sealed class SqliteProviderTests : IDisposable
{
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Fts5Trigram_PartOfAName_IsFound()
    {
        using var db = file.Open();
        db.Execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram'); INSERT INTO names VALUES('team-a/backend'), ('team-b/frontend')");

        Assert.Equal("team-a/backend", db.Scalar("SELECT name FROM names WHERE names MATCH $q", ("$q", "\"acken\"")));
    }

    [Fact]
    public void Text_AnyLengthAndContent_ComesBack()
    {
        using var db = file.Open();
        foreach (var text in new[] { "", "ä", new string('€', 200), new string('x', 100_000), "a\0b" })
            Assert.Equal(text, db.Scalar("SELECT $t", ("$t", text)));
    }

    [Fact]
    public void Blob_EmptyOrLarge_ComesBack()
    {
        using var db = file.Open();
        foreach (var bytes in new[] { [], RandomNumberGenerator.GetBytes(1_000_000) })
            Assert.Equal(bytes, db.Scalar("SELECT $b", ("$b", bytes)));
    }

    [Fact]
    public void BlobStream_ReadsAndWritesInParts()
    {
        using var db = file.Open();
        db.Execute("CREATE TABLE blobs(id INTEGER PRIMARY KEY, data BLOB); INSERT INTO blobs VALUES(1, zeroblob(100000))");
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        using (var stream = new SqliteBlob(db, "blobs", "data", 1))
            stream.Write(bytes);
        using var read = new MemoryStream();
        using (var stream = new SqliteBlob(db, "blobs", "data", 1, readOnly: true))
            stream.CopyTo(read);

        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public void Backup_OfAnOpenDatabase_HasItsRows()
    {
        using var db = file.Open();
        db.Execute("CREATE TABLE t(v); INSERT INTO t VALUES(7)");
        using var copy = new SqliteConnection("Data Source=:memory:");
        copy.Open();

        db.BackupDatabase(copy);

        Assert.Equal(7L, copy.Scalar("SELECT v FROM t"));
    }

    [Fact]
    public void Error_TellsTheReasonAndTheExtendedCode()
    {
        using var db = file.Open();
        db.Execute("CREATE TABLE t(v TEXT UNIQUE); INSERT INTO t VALUES('a')");

        var error = Assert.Throws<SqliteException>(() => db.Execute("INSERT INTO t VALUES('a')"));

        Assert.Equal(2067, error.SqliteExtendedErrorCode);
        Assert.Contains("t.v", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_ReusesConnectionsWithoutWhatTheLastUserLeft()
    {
        for (var round = 0; round < 50; round++)
        {
            using var db = file.Open();
            db.CreateFunction("round", () => round);
            Assert.Equal((long)round, db.Scalar("SELECT round()"));
            db.Execute("CREATE TABLE IF NOT EXISTS t(v)");
            using var open = db.BeginTransaction();
            db.Execute("INSERT INTO t VALUES(1)"); // left uncommitted: closing rolls it back
        }

        using var last = file.Open();
        Assert.Equal(0L, last.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Wal_ManyReadersAndOneWriter_SeeWholeTransactions()
    {
        const int rounds = 200;
        using (var db = file.Open())
            db.Execute("PRAGMA journal_mode=WAL; CREATE TABLE pairs(a, b); INSERT INTO pairs VALUES(0, 0)");

        var writer = Task.Run(() =>
        {
            using var db = file.Open();
            for (var i = 1; i <= rounds; i++)
            {
                using var transaction = db.BeginTransaction();
                db.Execute("UPDATE pairs SET a = $i", ("$i", i));
                db.Execute("UPDATE pairs SET b = $i", ("$i", i));
                transaction.Commit();
            }
        }, TestContext.Current.CancellationToken);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var last = 0L;
            while (last < rounds)
            {
                using var db = file.Open();
                Assert.Equal(0L, db.Scalar("SELECT count(*) FROM pairs WHERE a <> b"));
                var now = (long)db.Scalar("SELECT a FROM pairs")!;
                Assert.True(now >= last);
                last = now;
            }
        }, TestContext.Current.CancellationToken));

        await Task.WhenAll([writer, .. readers]).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Handles_LeftToTheCollector_AreFreedInAnyOrder()
    {
        for (var i = 0; i < 200; i++)
            Leave();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var db = file.Open();
        Assert.Equal(1L, db.Scalar("SELECT 1"));

        static void Leave()
        {
            SQLitePCL.raw.sqlite3_open(":memory:", out var db);
            SQLitePCL.raw.sqlite3_exec(db, "CREATE TABLE t(v); INSERT INTO t VALUES(1)");
            SQLitePCL.raw.sqlite3_prepare_v2(db, "SELECT v FROM t", out var statement);
            SQLitePCL.raw.sqlite3_step(statement);
        }
    }
}
