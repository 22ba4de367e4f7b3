using System.Security.Cryptography;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>Digests of bytes.</summary>
internal static class ContentDigest
{
    /// <summary>The digest by the algorithm of another one; sha256 when null.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes, Digest? like = null) => Digest.Parse(like?.Algorithm switch
    {
        "sha512" => "sha512:" + Convert.ToHexStringLower(SHA512.HashData(bytes)),
        "sha384" => "sha384:" + Convert.ToHexStringLower(SHA384.HashData(bytes)),
        _ => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)),
    });

    public static bool Proves(Digest expected, ReadOnlySpan<byte> bytes) => Of(bytes, expected) == expected;

    public static RegistryException Mismatch(string where, Digest expected) =>
        new(RegistryErrorCode.InvalidAnswer, $"{where} sent bytes that are not those of {expected}. The registry, its storage or something on the way changed them.")
        {
            Reason = SignalReason.DigestMismatch,
        };
}
