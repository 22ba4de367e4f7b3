namespace Roadstead.Server.Console.Images;

/// <summary>Digests for people: the algorithm and as much as tells two apart.</summary>
internal static class DigestText
{
    private const int ShownCharacters = 12;

    internal static string Short(string digest) =>
        digest.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && digest.Length > colon + 1 + ShownCharacters ? digest[..(colon + 1 + ShownCharacters)] + "…" : digest;
}
