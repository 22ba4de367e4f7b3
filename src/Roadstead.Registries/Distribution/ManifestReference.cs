using System.Text.RegularExpressions;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>The last part of a manifest's address: a tag or a digest.</summary>
internal static partial class ManifestReference
{
    /// <summary>Throws for what is neither: distribution 2.x answers 500 with its storage path to a malformed digest, and a slash would change the address.</summary>
    public static void ThrowIfInvalid(string reference)
    {
        if (!Tag().IsMatch(reference) && !DigestText().IsMatch(reference))
        {
            throw new ArgumentException("Neither a tag nor a digest.", nameof(reference));
        }
    }

    public static bool IsTag(string text) => Tag().IsMatch(text);

    /// <summary>The digest that it is; null for a tag.</summary>
    public static Digest? AsDigest(string reference) =>
        reference.Contains(':', StringComparison.Ordinal) && Digest.TryParse(reference, out var digest) ? digest : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex DigestText();
}
