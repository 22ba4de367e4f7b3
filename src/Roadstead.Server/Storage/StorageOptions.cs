namespace Roadstead.Server.Storage;

/// <summary>Where desired state is kept, and under which key its secrets are.</summary>
public sealed class StorageOptions
{
    /// <summary>Directory of the SQLite files, keys and caches; made when absent, mode 0700. Default <c>./data</c>.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>Keys for secrets at rest: 32 bytes each as base64 or hex, several separated by ',' (the first encrypts, all decrypt). Null: from the file.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>File that holds the same, a key to a line. Null: <c>encryption-key</c> in the data directory, made at the first start.</summary>
    public string? EncryptionKeyFile { get; set; }
}
