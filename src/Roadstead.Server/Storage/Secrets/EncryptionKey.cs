using System.Security.Cryptography;

namespace Roadstead.Server.Storage.Secrets;

/// <summary>A key of 32 bytes, and the short id by which ciphertexts name it.</summary>
internal sealed class EncryptionKey
{
    public const int LengthBytes = 32;

    private EncryptionKey(byte[] bytes)
    {
        Bytes = bytes;

        // The id says nothing about the key: 32 bits of a hash of 256 random ones.
        Id = BitConverter.ToUInt32(SHA256.HashData([.. "roadstead key id"u8, .. bytes]));
    }

    public byte[] Bytes { get; }

    public uint Id { get; }

    public static EncryptionKey Generate() => new(RandomNumberGenerator.GetBytes(LengthBytes));

    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>Keys separated by ',' or white space; null when any of them is not 32 bytes of base64 or hex, or when there is none.</summary>
    public static IReadOnlyList<EncryptionKey>? ParseAll(string text)
    {
        var parts = text.Split([',', '\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var keys = parts.Select(Parse).OfType<EncryptionKey>().ToList();
        return keys.Count > 0 && keys.Count == parts.Length ? keys : null;
    }

    private static EncryptionKey? Parse(string text)
    {
        var bytes = new byte[LengthBytes];
        if (text.Length == LengthBytes * 2)
            return Convert.FromHexString(text, bytes, out _, out var hexBytes) == System.Buffers.OperationStatus.Done && hexBytes == LengthBytes ? new EncryptionKey(bytes) : null;

        var base64 = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        base64 = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(base64, bytes, out var written) && written == LengthBytes ? new EncryptionKey(bytes) : null;
    }
}
