using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>A connection.</summary>
public sealed class sqlite3 : SafeHandle
{
    // What the rollback hook calls; kept from being collected as long as SQLite may call it.
    private GCHandle rollback;

    public sqlite3()
        : base(0, ownsHandle: true)
    {
    }

    internal sqlite3(nint connection)
        : base(0, ownsHandle: true) => SetHandle(connection);

    public override bool IsInvalid => handle == 0;

    internal nint Ptr => handle;

    internal unsafe void SetRollback(RollbackHook? hook)
    {
        var before = rollback;
        rollback = hook is null ? default : GCHandle.Alloc(hook);
        if (hook is null)
            Native.sqlite3_rollback_hook(handle, null, 0);
        else
            Native.sqlite3_rollback_hook(handle, &RollbackHook.Invoke, GCHandle.ToIntPtr(rollback));
        if (before.IsAllocated)
            before.Free();
    }

    protected override unsafe bool ReleaseHandle()
    {
        // close_v2 keeps the connection while statements of it are open, and rolls back with the last of them:
        // by then nobody may be called any more.
        if (rollback.IsAllocated)
        {
            Native.sqlite3_rollback_hook(handle, null, 0);
            rollback.Free();
        }

        return Native.sqlite3_close_v2(handle) == 0;
    }
}
