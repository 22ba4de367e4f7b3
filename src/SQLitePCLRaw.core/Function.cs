using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>
/// A function that SQL calls: scalar, or an aggregate of step and final. SQLite holds it by a GC handle and gives it back through <see cref="Free"/>.
/// No exception may pass into C: it would end the process. It becomes the failure of the SQL statement instead.
/// </summary>
internal sealed unsafe record Function(object? UserData, delegate_function_scalar? Scalar, delegate_function_aggregate_step? Step, delegate_function_aggregate_final? Final)
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Free(nint function) => GCHandle.FromIntPtr(function).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void InvokeScalar(nint context, int count, nint* arguments)
    {
        try
        {
            var function = Of(context);
            function.Scalar!(new sqlite3_context { Ptr = context }, function.UserData!, Values(count, arguments));
        }
        catch (Exception e)
        {
            Fail(context, e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void InvokeStep(nint context, int count, nint* arguments)
    {
        try
        {
            var function = Of(context);
            function.Step!((sqlite3_context)Kept(context).Target!, function.UserData!, Values(count, arguments));
        }
        catch (Exception e)
        {
            Fail(context, e);
        }
    }

    // SQLite calls it once for each aggregation that began, also for one that failed; so the handle is freed here.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void InvokeFinal(nint context)
    {
        var kept = default(GCHandle);
        try
        {
            var function = Of(context);
            kept = Kept(context);
            function.Final!((sqlite3_context)kept.Target!, function.UserData!);
        }
        catch (Exception e)
        {
            Fail(context, e);
        }
        finally
        {
            if (kept.IsAllocated)
                kept.Free();
        }
    }

    private static Function Of(nint context) => (Function)GCHandle.FromIntPtr(Native.sqlite3_user_data(context)).Target!;

    // The aggregation's own memory holds a handle to its managed context; SQLite zeroes that memory at first.
    private static GCHandle Kept(nint context)
    {
        var slot = Native.sqlite3_aggregate_context(context, sizeof(nint));
        if (slot == null)
            throw new InvalidOperationException("SQLite has no memory for an aggregate.");
        if (*slot == 0)
            *slot = GCHandle.ToIntPtr(GCHandle.Alloc(new sqlite3_context()));
        var handle = GCHandle.FromIntPtr(*slot);
        ((sqlite3_context)handle.Target!).Ptr = context;
        return handle;
    }

    private static sqlite3_value[] Values(int count, nint* arguments)
    {
        var values = new sqlite3_value[count];
        for (var i = 0; i < count; i++)
            values[i] = new sqlite3_value { Ptr = arguments[i] };
        return values;
    }

    private static void Fail(nint context, Exception exception)
    {
        fixed (byte* message = utf8z.ToBytes(exception.Message))
            Native.sqlite3_result_error(context, message, -1);
    }
}
