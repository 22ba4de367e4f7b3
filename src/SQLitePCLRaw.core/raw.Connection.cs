namespace SQLitePCL;

/// <content>Connections.</content>
public static unsafe partial class raw
{
    private const int OpenReadWriteCreate = 0x2 | 0x4;

    public static int sqlite3_open(string filename, out sqlite3 db) => sqlite3_open_v2(filename, out db, OpenReadWriteCreate, null);

    /// <summary>Also a failed open gives a connection, which holds the reason and has to be closed.</summary>
    public static int sqlite3_open_v2(string filename, out sqlite3 db, int flags, string? vfs)
    {
        fixed (byte* f = utf8z.ToBytes(filename), v = utf8z.ToBytes(vfs))
        {
            var rc = Native.sqlite3_open_v2(f, out var connection, flags, v);
            db = new sqlite3(connection);
            return rc;
        }
    }

    public static int sqlite3_changes(sqlite3 db) => Alive(Native.sqlite3_changes(db.Ptr), db);

    public static int sqlite3_errcode(sqlite3 db) => Alive(Native.sqlite3_errcode(db.Ptr), db);

    public static int sqlite3_extended_errcode(sqlite3 db) => Alive(Native.sqlite3_extended_errcode(db.Ptr), db);

    public static utf8z sqlite3_errmsg(sqlite3 db) => Alive(utf8z.FromPtr(Native.sqlite3_errmsg(db.Ptr)), db);

    public static utf8z sqlite3_db_filename(sqlite3 db, string att)
    {
        fixed (byte* a = utf8z.ToBytes(att))
            return Alive(utf8z.FromPtr(Native.sqlite3_db_filename(db.Ptr, a)), db);
    }

    public static int sqlite3_db_config(sqlite3 db, int op, int val, out int result)
    {
        int set;
        var rc = Alive(Native.sqlite3_db_config(db.Ptr, op, val, &set), db);
        result = set;
        return rc;
    }

    public static int sqlite3_enable_load_extension(sqlite3 db, int on) => Alive(Native.sqlite3_enable_load_extension(db.Ptr, on), db);

    public static int sqlite3_load_extension(sqlite3 db, utf8z file, utf8z proc, out utf8z error)
    {
        fixed (byte* f = file, p = proc)
        {
            var rc = Alive(Native.sqlite3_load_extension(db.Ptr, f, p, out var message), db);
            error = utf8z.FromString(utf8z.FromPtr(message).utf8_to_string());
            Native.sqlite3_free((nint)message);
            return rc;
        }
    }

    public static int sqlite3_exec(sqlite3 db, string sql)
    {
        fixed (byte* s = utf8z.ToBytes(sql))
            return Alive(Native.sqlite3_exec(db.Ptr, s, 0, 0, null), db);
    }

    public static int sqlite3_table_column_metadata(sqlite3 db, string dbName, string tblName, string colName, out string dataType, out string collSeq, out int notNull, out int primaryKey, out int autoInc)
    {
        fixed (byte* d = utf8z.ToBytes(dbName), t = utf8z.ToBytes(tblName), c = utf8z.ToBytes(colName))
        {
            var rc = Native.sqlite3_table_column_metadata(db.Ptr, d, t, c, out var type, out var collation, out notNull, out primaryKey, out autoInc);
            dataType = utf8z.FromPtr(type).utf8_to_string()!;
            collSeq = utf8z.FromPtr(collation).utf8_to_string()!;
            return Alive(rc, db);
        }
    }

    public static void sqlite3_rollback_hook(sqlite3 db, delegate_rollback? f, object v) => db.SetRollback(f is null ? null : new RollbackHook(v, f));
}
