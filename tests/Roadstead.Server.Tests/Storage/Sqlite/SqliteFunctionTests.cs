using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Roadstead.Server.Tests.Storage.Sqlite;

/// <summary>Calls from SQL into managed code.</summary>
public sealed class SqliteFunctionTests : IDisposable
{
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void CreateFunction_EveryType_GoesThereAndBack()
    {
        using var db = file.Open();
        db.CreateFunction("twice", (long value) => value * 2);
        db.CreateFunction("half", (double value) => value / 2);
        db.CreateFunction("shout", (string? value) => value?.ToUpperInvariant());
        db.CreateFunction("reversed", (byte[] value) => value.Reverse().ToArray());

        Assert.Equal(42L, db.Scalar("SELECT twice(21)"));
        Assert.Equal(10.5, db.Scalar("SELECT half(21.0)"));
        Assert.Equal("ÄÖ€𝄞", db.Scalar("SELECT shout('äö€𝄞')"));
        Assert.Equal(DBNull.Value, db.Scalar("SELECT shout(NULL)"));
        Assert.Equal(new byte[] { 3, 2, 1 }, db.Scalar("SELECT reversed(x'010203')"));
        Assert.Equal(Array.Empty<byte>(), db.Scalar("SELECT reversed(x'')"));
    }

    [Fact]
    public void CreateFunction_InAWhere_FiltersRows()
    {
        using var db = file.Open();
        db.Execute("CREATE TABLE images(path TEXT); INSERT INTO images VALUES('team-a/app'), ('team-ab/app'), ('team-a')");
        db.CreateFunction("allowed", (string path) => path == "team-a" || path.StartsWith("team-a/", StringComparison.Ordinal));

        Assert.Equal(2L, db.Scalar("SELECT count(*) FROM images WHERE allowed(path)"));
    }

    [Fact]
    public void CreateFunction_ThatThrows_FailsTheStatementAndNotTheProcess()
    {
        using var db = file.Open();
        db.CreateFunction<long>("bad", () => throw new InvalidOperationException("not today"));

        var error = Assert.Throws<SqliteException>(() => db.Scalar("SELECT bad()"));

        Assert.Contains("not today", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, db.Scalar("SELECT 1"));
    }

    [Fact]
    public void CreateFunction_BelowTheProvider_AlsoFailsTheStatementOnly()
    {
        raw.sqlite3_open(":memory:", out var db);
        raw.sqlite3_create_function(db, "bad", 0, new object(), (delegate_function_scalar)((_, _, _) => throw new InvalidOperationException("not today")));

        var rc = raw.sqlite3_exec(db, "SELECT bad()");

        Assert.Equal(1, rc);
        Assert.Contains("not today", raw.sqlite3_errmsg(db).utf8_to_string(), StringComparison.Ordinal);
        db.Dispose();
    }

    [Fact]
    public void CreateAggregate_WithAndWithoutRows_Ends()
    {
        using var db = file.Open();
        db.CreateAggregate("joined", "", (string all, string next) => all + next);
        db.Execute("CREATE TABLE t(v TEXT); INSERT INTO t VALUES('a'), ('b'), ('c')");

        Assert.Equal("abc", db.Scalar("SELECT joined(v) FROM t"));
        Assert.Equal("", db.Scalar("SELECT joined(v) FROM t WHERE v > 'x'"));
    }

    [Fact]
    public void CreateCollation_OrdersByIt()
    {
        using var db = file.Open();
        db.CreateCollation("by_length", (a, b) => a.Length.CompareTo(b.Length));
        db.Execute("CREATE TABLE t(v TEXT); INSERT INTO t VALUES('ccc'), ('b'), ('aa')");

        Assert.Equal("b", db.Scalar("SELECT v FROM t ORDER BY v COLLATE by_length LIMIT 1"));
    }

    [Fact]
    public void RollbackHook_OfAClosedConnection_IsLetGo()
    {
        var owner = Hook();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(owner.IsAlive, "A closed connection keeps what its rollback hook held.");

        // In a method of its own, so that no local keeps the object.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Hook()
        {
            var held = new object();
            var calls = 0;
            raw.sqlite3_open(":memory:", out var db);
            raw.sqlite3_rollback_hook(db, _ => calls++, held);
            raw.sqlite3_exec(db, "BEGIN; CREATE TABLE t(v); ROLLBACK");
            Assert.Equal(1, calls);
            db.Dispose();
            return new WeakReference(held);
        }
    }

    [Fact]
    public void RollbackHook_WithAStatementStillOpen_IsNotCalledAfterTheClose()
    {
        var calls = 0;
        raw.sqlite3_open(":memory:", out var db);
        raw.sqlite3_exec(db, "CREATE TABLE t(v); INSERT INTO t VALUES(1), (2)");
        raw.sqlite3_rollback_hook(db, _ => calls++, new object());
        raw.sqlite3_exec(db, "BEGIN; INSERT INTO t VALUES(3)");
        raw.sqlite3_prepare_v2(db, "SELECT v FROM t", out var statement);
        raw.sqlite3_step(statement);

        db.Dispose();
        statement.Dispose();

        Assert.Equal(0, calls);
    }
}
