namespace SQLitePCL;

/// <content>Columns of a result. Text and blobs are SQLite's own memory, valid until the next step or reset.</content>
public static unsafe partial class raw
{
    public static int sqlite3_column_count(sqlite3_stmt stmt) => Alive(Native.sqlite3_column_count(stmt.Ptr), stmt);

    public static int sqlite3_column_type(sqlite3_stmt stmt, int index) => Alive(Native.sqlite3_column_type(stmt.Ptr, index), stmt);

    public static long sqlite3_column_int64(sqlite3_stmt stmt, int index) => Alive(Native.sqlite3_column_int64(stmt.Ptr, index), stmt);

    public static double sqlite3_column_double(sqlite3_stmt stmt, int index) => Alive(Native.sqlite3_column_double(stmt.Ptr, index), stmt);

    // The pointer first, then the length: the first call may convert the value, and the length is of the converted one.
    public static ReadOnlySpan<byte> sqlite3_column_blob(sqlite3_stmt stmt, int index)
    {
        var p = Native.sqlite3_column_blob(stmt.Ptr, index);
        var length = Alive(Native.sqlite3_column_bytes(stmt.Ptr, index), stmt);
        return p == null ? [] : new ReadOnlySpan<byte>(p, length);
    }

    public static utf8z sqlite3_column_text(sqlite3_stmt stmt, int index)
    {
        var p = Native.sqlite3_column_text(stmt.Ptr, index);
        return utf8z.FromPtr(p, Alive(Native.sqlite3_column_bytes(stmt.Ptr, index), stmt));
    }

    public static utf8z sqlite3_column_name(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_column_name(stmt.Ptr, index)), stmt);

    public static utf8z sqlite3_column_decltype(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_column_decltype(stmt.Ptr, index)), stmt);

    public static utf8z sqlite3_column_database_name(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_column_database_name(stmt.Ptr, index)), stmt);

    public static utf8z sqlite3_column_origin_name(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_column_origin_name(stmt.Ptr, index)), stmt);

    public static utf8z sqlite3_column_table_name(sqlite3_stmt stmt, int index) => Alive(utf8z.FromPtr(Native.sqlite3_column_table_name(stmt.Ptr, index)), stmt);
}
