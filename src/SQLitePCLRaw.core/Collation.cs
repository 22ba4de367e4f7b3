using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SQLitePCL;

internal sealed record Collation(object? UserData, strdelegate_collation Compare)
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static unsafe int Invoke(nint collation, int length1, byte* text1, int length2, byte* text2)
    {
        var (userData, compare) = (Collation)GCHandle.FromIntPtr(collation).Target!;
        return compare(userData!, Encoding.UTF8.GetString(text1, length1), Encoding.UTF8.GetString(text2, length2));
    }
}
