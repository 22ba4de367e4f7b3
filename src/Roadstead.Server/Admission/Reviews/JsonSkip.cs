using System.Numerics;
using System.Runtime.Intrinsics;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>Finds the end of an object or list without looking at what is in it, 64 bytes at a time: only what opens and closes counts, outside of strings.</summary>
internal static class JsonSkip
{
    private const int Block = 64;

    /// <summary>At an opening bracket: the index behind the one that closes it; -1 when none does, or when it is deeper than <paramref name="maxDepth"/>.</summary>
    public static int End(ReadOnlySpan<byte> json, int at, int maxDepth)
    {
        var depth = 0;
        var inString = false;
        while (at < json.Length)
        {
            if (json.Length - at >= Block && TryBlock(json.Slice(at, Block), maxDepth, ref depth, ref inString))
            {
                at += Block;
                continue;
            }

            for (var end = Math.Min(at + Block, json.Length); at < end; at++)
            {
                var c = json[at];
                if (inString)
                {
                    if (c == '\\') at++; // whatever is escaped, it does not end the string
                    else if (c == '"') inString = false;
                }
                else if (c == '"')
                {
                    inString = true;
                }
                else if (c is (byte)'{' or (byte)'[')
                {
                    if (++depth > maxDepth) return -1;
                }
                else if (c is (byte)'}' or (byte)']' && --depth == 0)
                {
                    return at + 1;
                }
            }
        }

        return -1;
    }

    // False: the block has to be looked at byte by byte, because something is escaped in it or it may hold the end.
    private static bool TryBlock(ReadOnlySpan<byte> block, int maxDepth, ref int depth, ref bool inString)
    {
        var (first, second) = (Vector256.Create(block), Vector256.Create(block[32..]));
        if (Mask(first, second, (byte)'\\') != 0) return false;

        // A bit for each byte from an opening quote to before the closing one: each bit is whether the number of quotes up to it is odd.
        var inside = Mask(first, second, (byte)'"');
        inside ^= inside << 1;
        inside ^= inside << 2;
        inside ^= inside << 4;
        inside ^= inside << 8;
        inside ^= inside << 16;
        inside ^= inside << 32;
        if (inString) inside = ~inside;

        // '[' and '{' are one bit apart, and so are ']' and '}'; nothing else is the same with that bit.
        var bit = Vector256.Create((byte)0x20);
        var opened = BitOperations.PopCount(Mask(first | bit, second | bit, (byte)'{') & ~inside);
        var closed = BitOperations.PopCount(Mask(first | bit, second | bit, (byte)'}') & ~inside);
        if (depth - closed <= 0 || depth + opened > maxDepth) return false;
        depth += opened - closed;
        inString = inside >> 63 == 1;
        return true;
    }

    private static ulong Mask(Vector256<byte> first, Vector256<byte> second, byte value)
    {
        var wanted = Vector256.Create(value);
        return Vector256.Equals(first, wanted).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(second, wanted).ExtractMostSignificantBits() << 32);
    }
}
