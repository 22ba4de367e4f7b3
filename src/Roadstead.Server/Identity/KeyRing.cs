using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Identity;

/// <summary>Sessions outlive a restart: their keys are in the data directory.</summary>
internal sealed class KeyRing(KeyRingFiles files, SecretProtector secrets) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = files;
        options.XmlEncryptor = new KeyRingEncryptor(secrets);
    }
}
