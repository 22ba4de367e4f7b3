using System.Text;

namespace SQLitePCL;

/// <content>Statements and their parameters.</content>
public static unsafe partial class raw
{
    public static int sqlite3_prepare_v2(sqlite3 db, string sql, out sqlite3_stmt stmt) => sqlite3_prepare_v2(db, utf8z.ToBytes(sql), out stmt, out _);

    /// <summary>Prepares the first statement of the text; <paramref name="tail"/> is what follows it.</summary>
    public static int sqlite3_prepare_v2(sqlite3 db, ReadOnlySpan<byte> sql, out sqlite3_stmt stmt, out ReadOnlySpan<byte> tail)
    {
        fixed (byte* s = sql)
        {
            var rc = Native.sqlite3_prepare_v2(db.Ptr, s, sql.Length, out var statement, out var rest);
            tail = rest == null ? [] : sql[(int)(rest - s)..];
            stmt = new sqlite3_stmt(statement, db);
            return Alive(rc, db);
        }
    }

    public static int sqlite3_step(sqlite3_stmt stmt) => Alive(Native.sqlite3_step(stmt.Ptr), stmt);

    public static int sqlite3_reset(sqlite3_stmt stmt) => Alive(Native.sqlite3_reset(stmt.Ptr), stmt);

    public static int sqlite3_stmt_isexplain(sqlite3_stmt stmt) => Alive(Native.sqlite3_stmt_isexplain(stmt.Ptr), stmt);

    public static int sqlite3_stmt_readonly(sqlite3_stmt stmt) => Alive(Native.sqlite3_stmt_readonly(stmt.Ptr), stmt);

    public static int sqlite3_data_count(sqlite3_stmt stmt) => Alive(Native.sqlite3_data_count(stmt.Ptr), stmt);

    public static int sqlite3_bind_parameter_count(sqlite3_stmt stmt) => Alive(Native.sqlite3_bind_parameter_count(stmt.Ptr), stmt);

    public static int sqlite3_bind_parameter_index(sqlite3_stmt stmt, string name)
    {
        fixed (byte* n = utf8z.ToBytes(name))
            return Alive(Native.sqlite3_bind_parameter_index(stmt.Ptr, n), stmt);
    }

    public static utf8z sqlite3_bind_parameter_name(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_bind_parameter_name(stmt.Ptr, index)), stmt);

    public static int sqlite3_bind_null(sqlite3_stmt stmt, int index) => Alive(Native.sqlite3_bind_null(stmt.Ptr, index), stmt);

    public static int sqlite3_bind_int64(sqlite3_stmt stmt, int index, long val) => Alive(Native.sqlite3_bind_int64(stmt.Ptr, index, val), stmt);

    public static int sqlite3_bind_double(sqlite3_stmt stmt, int index, double val) => Alive(Native.sqlite3_bind_double(stmt.Ptr, index, val), stmt);

    public static int sqlite3_bind_blob(sqlite3_stmt stmt, int index, ReadOnlySpan<byte> blob)
    {
        // A null pointer would bind NULL, not an empty blob.
        if (blob.IsEmpty)
            return Alive(Native.sqlite3_bind_zeroblob(stmt.Ptr, index, 0), stmt);

        fixed (byte* p = blob)
            return Alive(Native.sqlite3_bind_blob(stmt.Ptr, index, p, blob.Length, Transient), stmt);
    }

    public static int sqlite3_bind_text(sqlite3_stmt stmt, int index, string text)
    {
        const int onStackBytes = 512;
        if (Encoding.UTF8.GetMaxByteCount(text.Length) <= onStackBytes)
        {
            var buffer = stackalloc byte[onStackBytes];
            var length = Encoding.UTF8.GetBytes(text, new Span<byte>(buffer, onStackBytes));
            return Alive(Native.sqlite3_bind_text(stmt.Ptr, index, buffer, length, Transient), stmt);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* p = bytes)
            return Alive(Native.sqlite3_bind_text(stmt.Ptr, index, p, bytes.Length, Transient), stmt);
    }
}
