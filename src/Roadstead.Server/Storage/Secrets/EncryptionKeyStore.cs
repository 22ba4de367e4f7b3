using Roadstead.Server.Hosting;

namespace Roadstead.Server.Storage.Secrets;

/// <summary>Finds the encryption keys, or makes the first one.</summary>
internal sealed class EncryptionKeyStore(ServerOptions options, DataDirectory directory)
{
    private const string FileName = "encryption-key";

    /// <param name="secretsExist">True: a key that is not there was lost, and a new one would only hide it.</param>
    /// <exception cref="ConfigurationException">There is no usable key.</exception>
    public IReadOnlyList<EncryptionKey> Load(bool secretsExist)
    {
        if (!string.IsNullOrWhiteSpace(options.EncryptionKey))
            return Parse(options.EncryptionKey, "ROADSTEAD_ENCRYPTION_KEY");
        if (!string.IsNullOrWhiteSpace(options.EncryptionKeyFile))
            return Parse(Read(options.EncryptionKeyFile), $"The file '{options.EncryptionKeyFile}' of ROADSTEAD_ENCRYPTION_KEY_FILE");

        var file = directory.PathOf(FileName);
        if (File.Exists(file))
            return Parse(Read(file), $"The file '{file}'");
        if (secretsExist)
            throw new ConfigurationException($"The encryption key '{file}' is missing and the store holds secrets under it: put the file back, or give the key in ROADSTEAD_ENCRYPTION_KEY. Nothing was changed.");

        var key = EncryptionKey.Generate();
        directory.Write(FileName, key.ToBase64() + "\n");
        return [key];
    }

    private static IReadOnlyList<EncryptionKey> Parse(string text, string origin) =>
        EncryptionKey.ParseAll(text)
        ?? throw new ConfigurationException($"{origin} holds no valid key: give 32 random bytes as base64 or hex (openssl rand -base64 32), several separated by ','. Nothing was changed.");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The encryption key cannot be read: {e.Message} Nothing was changed.", e);
        }
    }
}
