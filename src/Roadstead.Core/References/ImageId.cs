namespace Roadstead.Core.References;

/// <summary>Texts that a container runtime reads as the ID of an image on the node, whoever pulled it.</summary>
public static class ImageId
{
    private const int MinHexDigits = 12;
    private const int MaxHexDigits = 64;

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
    private static bool IsAlgorithm(ReadOnlySpan<char> name) => IsFamily(name, "sha") || IsFamily(name, "md") || IsFamily(name, "blake")
        || name.Equals("ripemd160", StringComparison.OrdinalIgnoreCase) || name.Equals("sm3", StringComparison.OrdinalIgnoreCase);

    /// <summary>The family's name and a digit: "sha256", "sha512+b64", "sha3-256", "blake2b", "md5".</summary>
    private static bool IsFamily(ReadOnlySpan<char> name, ReadOnlySpan<char> family) =>
        name.Length > family.Length && name.StartsWith(family, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(name[family.Length]);
}
