using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Roadstead.Server.Storage.Secrets;

/// <summary>
/// Secrets at rest: AES-256-GCM. A ciphertext is <c>version (1) | key id (4) | nonce (12) | text | tag (16)</c>; the header and the place
/// (table, row, column) are authenticated with it. Safe for any number of threads. Usable once the keys have been loaded at start.
/// </summary>
public sealed class SecretProtector
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + sizeof(uint);

    private IReadOnlyList<EncryptionKey>? keys;

    private IReadOnlyList<EncryptionKey> Keys => keys ?? throw new InvalidOperationException("The encryption keys are loaded when the host starts; nothing is protected before.");

    internal uint CurrentKeyId => Keys[0].Id;

    internal void Use(IReadOnlyList<EncryptionKey> loaded) => keys = loaded;

    /// <summary>Encrypts under the newest key.</summary>
    public byte[] Protect(string secret, SecretPlace place)
    {
        var key = Keys[0];
        var text = Encoding.UTF8.GetBytes(secret);
        var result = new byte[HeaderBytes + NonceBytes + text.Length + TagBytes];
        result[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(1), key.Id);
        var nonce = result.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(nonce, text, result.AsSpan(HeaderBytes + NonceBytes, text.Length), result.AsSpan(result.Length - TagBytes), Bound(result, place));
        CryptographicOperations.ZeroMemory(text);
        return result;
    }

    /// <summary>Decrypts under whichever of the keys it names.</summary>
    /// <exception cref="CryptographicException">No key of ours, another place, or not what was written.</exception>
    public string Unprotect(byte[] cipher, SecretPlace place)
    {
        if (cipher.Length < HeaderBytes + NonceBytes + TagBytes || cipher[0] != Version)
            throw new CryptographicException("This is no ciphertext of Roadstead.");

        var key = Keys.FirstOrDefault(k => k.Id == KeyIdOf(cipher))
            ?? throw new CryptographicException("The key of this ciphertext is not among the encryption keys.");
        var text = new byte[cipher.Length - HeaderBytes - NonceBytes - TagBytes];

        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Decrypt(
            cipher.AsSpan(HeaderBytes, NonceBytes),
            cipher.AsSpan(HeaderBytes + NonceBytes, text.Length),
            cipher.AsSpan(cipher.Length - TagBytes),
            text,
            Bound(cipher, place));
        return Encoding.UTF8.GetString(text);
    }

    internal static uint KeyIdOf(byte[] cipher) => cipher.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(cipher.AsSpan(1));

    // Lengths stand before the parts, so that no two places have the same bytes.
    private static byte[] Bound(byte[] cipher, SecretPlace place) =>
        [.. cipher.AsSpan(0, HeaderBytes), .. Encoding.UTF8.GetBytes($"{place.Table.Length}:{place.Table}{place.Row.Length}:{place.Row}{place.Column.Length}:{place.Column}")];
}
