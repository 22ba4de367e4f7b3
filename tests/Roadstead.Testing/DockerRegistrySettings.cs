using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Testing;

/// <summary>How a real Docker Registry is set up.</summary>
public sealed record DockerRegistrySettings
{
    /// <summary>User of an htpasswd file; null leaves the registry open.</summary>
    public string? Username { get; init; }

    /// <summary>That user's password.</summary>
    public string? Password { get; init; }

    /// <summary>Token authentication; excludes a user.</summary>
    public DockerRegistryTokenAuth? TokenAuth { get; init; }

    /// <summary>Server certificate with its private key; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether manifests and blobs may be deleted.</summary>
    public bool Delete { get; init; } = true;

    /// <summary>Largest catalog page; null leaves the default (1000).</summary>
    public int? CatalogMaxEntries { get; init; }

    /// <summary>Port; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Where images are stored; null makes a directory that goes with the registry.</summary>
    public string? StorageDirectory { get; init; }

    /// <summary>Further YAML at the top level of its configuration; null for none.</summary>
    public string? ExtraYaml { get; init; }
}
