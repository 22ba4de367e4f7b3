using System.Security.Cryptography;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Storage;

/// <summary>The admission webhooks' certificate authority: an encrypted file in the data directory, base64.</summary>
internal sealed class AuthorityStore(DataDirectory directory, SecretProtector secrets) : IAuthorityStore
{
    private const string FileName = "admission-authority";

    public string? Read()
    {
        var file = directory.PathOf(FileName);
        if (!File.Exists(file)) return null;
        try
        {
            var cipher = Convert.FromBase64String(File.ReadAllText(file).Trim());
            var pem = secrets.Unprotect(cipher, SecretPlace.AdmissionAuthority);
            if (SecretProtector.KeyIdOf(cipher) != secrets.CurrentKeyId) Write(pem); // the encryption key was changed
            return pem;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new ConfigurationException($"The file '{file}' cannot be decrypted. Put it back from a backup; or remove it: another authority is made, and clusters are told as soon as they are reached.", e);
        }
    }

    public void Write(string pem) => directory.Write(FileName, Convert.ToBase64String(secrets.Protect(pem, SecretPlace.AdmissionAuthority)) + "\n");
}
