using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SQLitePCL;

internal sealed record RollbackHook(object? UserData, delegate_rollback Call)
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Invoke(nint hook)
    {
        var (userData, call) = (RollbackHook)GCHandle.FromIntPtr(hook).Target!;
        call(userData!);
    }
}
