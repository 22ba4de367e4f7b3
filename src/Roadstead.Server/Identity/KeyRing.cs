using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Identity;

/// <summary>Sessions outlive a restart: their keys are in the data directory.</summary>
internal sealed class KeyRing(DataDirectory directory, SecretProtector secrets, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(directory.Make("keys")), loggers);
        options.XmlEncryptor = new KeyRingEncryptor(secrets);
    }
}
