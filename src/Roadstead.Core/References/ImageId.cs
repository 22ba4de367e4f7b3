using System.Collections.Frozen;

namespace Roadstead.Core.References;

/// <summary>Texts that a container runtime reads as the ID of an image on the node, whoever pulled it.</summary>
public static class ImageId
{
    private const int MinHexDigits = 12;
    private const int MaxHexDigits = 64;
    private const int LongestAlgorithm = 9;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Algorithms = FrozenSet.ToFrozenSet(
        [
            "md2", "md4", "md5", "md6", "sha", "sha0", "sha1", "sha2", "sha3", "sha224", "sha256", "sha384", "sha512", "shake128", "shake256",
            "blake", "blake2", "blake2b", "blake2s", "blake2bp", "blake2sp", "blake3", "ripemd160", "rmd160", "sm3", "whirlpool",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// True for <c>algorithm:anything</c> without a slash, whole or shortened, and for 12 to 64 bare hexadecimal digits.
    /// </summary>
    // containerd looks a text up among image IDs when it knows no image of that name, and a beginning of the ID is enough: "sha256:" and a few digits
    // name what another team once pulled. It takes the text for an ID whenever the algorithm fits, so what follows the colon plays no part here.
    public static bool Matches(ReadOnlySpan<char> text)
    {
        if (text.Contains('/'))
            return false;
        var colon = text.IndexOf(':');
        return colon < 0
            ? text.Length is >= MinHexDigits and <= MaxHexDigits && ReferenceGrammar.IsLowerHex(text)
            : IsAlgorithm(text[..colon]);
    }

    // Wider than what runtimes know today: an algorithm that one of them learns tomorrow must not open a way around the decision.
    private static bool IsAlgorithm(ReadOnlySpan<char> name)
    {
        // The parts after a joint are variants: sha512-256, sha3-512, blake2b-256, sha256+b64.
        var joint = name.IndexOfAny("-_+.");
        var family = joint < 0 ? name : name[..joint];
        return family.Length <= LongestAlgorithm && Algorithms.Contains(family);
    }
}
