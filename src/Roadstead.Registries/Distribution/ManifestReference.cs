using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>The last part of a manifest's address: a tag or a digest.</summary>
internal static class ManifestReference
{
    /// <summary>Throws for what is neither: distribution 2.x answers 500 with its storage path to a malformed digest, and a slash would change the address.</summary>
    public static void ThrowIfInvalid(string reference)
    {
        if (!IsTag(reference) && AsDigest(reference) is null)
        {
            throw new ArgumentException("Neither a tag nor a digest.", nameof(reference));
        }
    }

    public static bool IsTag(string text) => TagName.TryParse(text, out _);

    /// <summary>The digest that it is; null for a tag.</summary>
    public static Digest? AsDigest(string reference) => Digest.TryParse(reference, out var digest) ? digest : null;
}
