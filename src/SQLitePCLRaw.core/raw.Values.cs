namespace SQLitePCL;

/// <content>Arguments and results of functions. They live within the call, so there is no handle to keep.</content>
public static unsafe partial class raw
{
    public static void sqlite3_result_null(sqlite3_context ctx) => Native.sqlite3_result_null(ctx.Ptr);

    public static void sqlite3_result_int64(sqlite3_context ctx, long val) => Native.sqlite3_result_int64(ctx.Ptr, val);

    public static void sqlite3_result_double(sqlite3_context ctx, double val) => Native.sqlite3_result_double(ctx.Ptr, val);

    public static void sqlite3_result_error_code(sqlite3_context ctx, int code) => Native.sqlite3_result_error_code(ctx.Ptr, code);

    public static void sqlite3_result_error(sqlite3_context ctx, string val)
    {
        fixed (byte* p = utf8z.ToBytes(val))
            Native.sqlite3_result_error(ctx.Ptr, p, -1);
    }

    public static void sqlite3_result_text(sqlite3_context ctx, string val)
    {
        var bytes = utf8z.ToBytes(val)!;
        fixed (byte* p = bytes)
            Native.sqlite3_result_text(ctx.Ptr, p, bytes.Length - 1, Transient);
    }

    public static void sqlite3_result_blob(sqlite3_context ctx, ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            Native.sqlite3_result_zeroblob(ctx.Ptr, 0);
            return;
        }

        fixed (byte* p = blob)
            Native.sqlite3_result_blob(ctx.Ptr, p, blob.Length, Transient);
    }

    public static int sqlite3_value_type(sqlite3_value val) => Native.sqlite3_value_type(val.Ptr);

    public static long sqlite3_value_int64(sqlite3_value val) => Native.sqlite3_value_int64(val.Ptr);

    public static double sqlite3_value_double(sqlite3_value val) => Native.sqlite3_value_double(val.Ptr);

    public static utf8z sqlite3_value_text(sqlite3_value val)
    {
        var p = Native.sqlite3_value_text(val.Ptr);
        return utf8z.FromPtr(p, Native.sqlite3_value_bytes(val.Ptr));
    }

    public static ReadOnlySpan<byte> sqlite3_value_blob(sqlite3_value val)
    {
        var p = Native.sqlite3_value_blob(val.Ptr);
        var length = Native.sqlite3_value_bytes(val.Ptr);
        return p == null ? [] : new ReadOnlySpan<byte>(p, length);
    }
}
