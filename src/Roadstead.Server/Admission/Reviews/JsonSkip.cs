using System.Numerics;
using System.Runtime.Intrinsics;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>Finds the end of an object or list without looking at what is in it, 64 bytes at a time: only what opens and closes counts, outside of strings.</summary>
internal ref struct JsonSkip
{
    private const int Block = 64;
    private readonly int maxDepth;
    private int depth;
    private bool inString;
    private bool isEscaped; // the first byte of the next block

    private JsonSkip(int maxDepth) => this.maxDepth = maxDepth;

    /// <summary>At an opening bracket: the index behind the one that closes it; -1 when none does, or when it is deeper than <paramref name="maxDepth"/>.</summary>
    public static int End(ReadOnlySpan<byte> json, int at, int maxDepth)
    {
        var skip = new JsonSkip(maxDepth);
        Span<byte> last = stackalloc byte[Block];
        for (; at < json.Length; at += Block)
        {
            // The last block is filled up with what opens and closes nothing.
            scoped var block = json[at..];
            if (block.Length < Block)
            {
                last.Clear();
                block.CopyTo(last);
                block = last;
            }

            if (skip.IsOver(block) is { } end) return end < 0 ? end : at + end;
        }

        return -1;
    }

    // Null: it goes on behind the block. Otherwise the index behind the end, or -1.
    private int? IsOver(scoped ReadOnlySpan<byte> block)
    {
        var (first, second) = (Vector256.Create(block), Vector256.Create(block[32..]));

        // A bit for each byte from an opening quote to before the closing one: each bit is whether the number of quotes up to it is odd.
        var inside = Mask(first, second, (byte)'"') & ~Escaped(Mask(first, second, (byte)'\\'));
        inside ^= inside << 1;
        inside ^= inside << 2;
        inside ^= inside << 4;
        inside ^= inside << 8;
        inside ^= inside << 16;
        inside ^= inside << 32;
        if (inString) inside = ~inside;
        inString = inside >> 63 == 1;

        // '[' and '{' are one bit apart, and so are ']' and '}'; nothing else is the same with that bit.
        var bit = Vector256.Create((byte)0x20);
        var opened = Mask(first | bit, second | bit, (byte)'{') & ~inside;
        var closed = Mask(first | bit, second | bit, (byte)'}') & ~inside;
        var (opens, closes) = (BitOperations.PopCount(opened), BitOperations.PopCount(closed));
        if (depth > closes && depth + opens <= maxDepth)
        {
            depth += opens - closes;
            return null;
        }

        // It may end here, or become too deep: one after another.
        for (var brackets = opened | closed; brackets != 0; brackets &= brackets - 1)
        {
            var isOpen = (opened & brackets & (0 - brackets)) != 0;
            depth += isOpen ? 1 : -1;
            if (depth > maxDepth) return -1;
            if (depth == 0) return BitOperations.TrailingZeroCount(brackets) + 1;
        }

        return null;
    }

    // The bytes behind backslashes, of which the second of two is no such one.
    private ulong Escaped(ulong backslashes)
    {
        var escaped = isEscaped ? 1UL : 0;
        isEscaped = false;
        for (backslashes &= ~escaped; backslashes != 0;)
        {
            var next = BitOperations.TrailingZeroCount(backslashes) + 1;
            if (next == Block)
            {
                isEscaped = true;
                break;
            }

            escaped |= 1UL << next;
            backslashes &= ulong.MaxValue << next & ~(1UL << next);
        }

        return escaped;
    }

    private static ulong Mask(Vector256<byte> first, Vector256<byte> second, byte value)
    {
        var wanted = Vector256.Create(value);
        return Vector256.Equals(first, wanted).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(second, wanted).ExtractMostSignificantBits() << 32);
    }
}
