using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roadstead.Server.Access;
using Roadstead.Server.Storage;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Names of accounts at registries. They say whose they are: two Roadsteads at one registry never touch each other's. Never changed: what an earlier version made is found by them.</summary>
internal sealed class IdentityNames(Installation installation)
{
    /// <summary>How all accounts of this Roadstead begin, at whichever registry.</summary>
    public string Prefix => $"roadstead-{installation.Id}-";

    /// <summary>The registry is part of the hash, so that no two rows ever have the same name, though two integrations may turn out to be one registry.</summary>
    public string Of(IdentityKey key, int generation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.RegistryId:N}/{key.WorkspaceId:N}/{key.Cluster}")))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{hash}-{generation}");
    }
}
