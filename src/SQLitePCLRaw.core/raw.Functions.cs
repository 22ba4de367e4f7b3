using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <content>Functions and collations that SQL calls.</content>
public static unsafe partial class raw
{
    public static int sqlite3_create_function(sqlite3 db, string name, int nArg, object v, delegate_function_scalar? func) => sqlite3_create_function(db, name, nArg, 0, v, func);

    public static int sqlite3_create_function(sqlite3 db, string name, int nArg, int flags, object v, delegate_function_scalar? func) =>
        Create(db, name, nArg, flags, func is null ? null : new Function(v, func, null, null));

    public static int sqlite3_create_function(sqlite3 db, string name, int nArg, object v, delegate_function_aggregate_step? func_step, delegate_function_aggregate_final? func_final) =>
        sqlite3_create_function(db, name, nArg, 0, v, func_step, func_final);

    public static int sqlite3_create_function(sqlite3 db, string name, int nArg, int flags, object v, delegate_function_aggregate_step? func_step, delegate_function_aggregate_final? func_final) =>
        Create(db, name, nArg, flags, func_step is null || func_final is null ? null : new Function(v, null, func_step, func_final));

    public static int sqlite3_create_collation(sqlite3 db, string name, object v, strdelegate_collation? f)
    {
        fixed (byte* n = utf8z.ToBytes(name))
        {
            if (f is null)
                return Alive(Native.sqlite3_create_collation_v2(db.Ptr, n, Utf8, 0, null, null), db);

            var handle = GCHandle.Alloc(new Collation(v, f));
            var rc = Alive(Native.sqlite3_create_collation_v2(db.Ptr, n, Utf8, GCHandle.ToIntPtr(handle), &Collation.Invoke, &Function.Free), db);
            if (rc != 0)
                handle.Free(); // unlike create_function, a failed create_collation does not call the destructor
            return rc;
        }
    }

    // No function removes the one of this name. SQLite frees the handle when the function goes, and at once when this call fails.
    private static int Create(sqlite3 db, string name, int nArg, int flags, Function? function)
    {
        fixed (byte* n = utf8z.ToBytes(name))
        {
            if (function is null)
                return Alive(Native.sqlite3_create_function_v2(db.Ptr, n, nArg, Utf8 | flags, 0, null, null, null, null), db);

            var handle = GCHandle.ToIntPtr(GCHandle.Alloc(function));
            return Alive(
                function.Scalar is not null
                    ? Native.sqlite3_create_function_v2(db.Ptr, n, nArg, Utf8 | flags, handle, &Function.InvokeScalar, null, null, &Function.Free)
                    : Native.sqlite3_create_function_v2(db.Ptr, n, nArg, Utf8 | flags, handle, null, &Function.InvokeStep, &Function.InvokeFinal, &Function.Free),
                db);
        }
    }
}
