using System.Security.Cryptography;
using System.Text.Json;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.ManagedHarbors.Objects;

/// <summary>What is secret of one Harbor. Its text shows nothing.</summary>
internal sealed record HarborSecrets
{
    /// <summary>The password of admin that its secret in the cluster should hold; null for one that Roadstead did not make.</summary>
    public string? AdminPassword { get; init; }

    public string? DatabasePassword { get; init; }

    public string? RedisPassword { get; init; }

    /// <summary>The password that its registry was last given from here.</summary>
    public string? FollowedPassword { get; init; }

    /// <summary>The certificate that its registry was last given from here; null for none.</summary>
    public string? FollowedCa { get; init; }

    /// <summary>Those of a row; empty when it has none, or none that can be decrypted: then the cluster's own secret says what they are.</summary>
    public static HarborSecrets Of(ManagedHarbor row, SecretProtector protector)
    {
        try
        {
            return row.SecretsCipher is { } cipher ? JsonSerializer.Deserialize<HarborSecrets>(protector.Unprotect(cipher, SecretPlace.ManagedHarborSecrets(row.Id))) ?? new() : new();
        }
        catch (CryptographicException)
        {
            return new();
        }
    }

    public byte[] Protect(Guid row, SecretProtector protector) => protector.Protect(JsonSerializer.Serialize(this), SecretPlace.ManagedHarborSecrets(row));

    public override string ToString() => nameof(HarborSecrets);
}
