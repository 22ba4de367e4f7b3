using System.Runtime.InteropServices;
using System.Text;

namespace SQLitePCL;

/// <summary>UTF-8 text that ends in NUL, ours or SQLite's. SQLite's is valid until the next call on the same handle: read it at once.</summary>
public readonly ref struct utf8z
{
    // With the NUL; empty for null.
    private readonly ReadOnlySpan<byte> bytes;

    private utf8z(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    public static utf8z FromString(string? s) => s is null ? default : new utf8z(ToBytes(s));

    public string? utf8_to_string() => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes[..^1]);

    /// <summary>Null for null; else with a NUL at the end.</summary>
    internal static byte[]? ToBytes(string? s)
    {
        if (s is null)
            return null;

        var result = new byte[Encoding.UTF8.GetByteCount(s) + 1];
        Encoding.UTF8.GetBytes(s, result);
        return result;
    }

    internal static unsafe utf8z FromPtr(byte* p) =>
        p == null ? default : new utf8z(new ReadOnlySpan<byte>(p, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p).Length + 1));

    internal static unsafe utf8z FromPtr(byte* p, int length) => p == null ? default : new utf8z(new ReadOnlySpan<byte>(p, length + 1));

    internal ref readonly byte GetPinnableReference() => ref bytes.GetPinnableReference();
}
