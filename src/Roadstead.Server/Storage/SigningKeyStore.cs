using System.Security.Cryptography;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Server.Tokens;

namespace Roadstead.Server.Storage;

/// <summary>The token service's signing keys: an encrypted file in the data directory, base64.</summary>
internal sealed class SigningKeyStore(DataDirectory directory, SecretProtector secrets) : ISigningKeyStore
{
    private const string FileName = "token-signing-keys";

    public string? Read()
    {
        var file = directory.PathOf(FileName);
        if (!File.Exists(file)) return null;
        try
        {
            var cipher = Convert.FromBase64String(File.ReadAllText(file).Trim());
            var pem = secrets.Unprotect(cipher, SecretPlace.TokenSigningKeys);
            if (SecretProtector.KeyIdOf(cipher) != secrets.CurrentKeyId) Write(pem); // the encryption key was changed
            return pem;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new ConfigurationException($"The file '{file}' cannot be decrypted. Put it back from a backup; or remove it, and give registries that trust Roadstead's token service the new certificate (/token/certificate).", e);
        }
    }

    public void Write(string pem) => directory.Write(FileName, Convert.ToBase64String(secrets.Protect(pem, SecretPlace.TokenSigningKeys)) + "\n");
}
