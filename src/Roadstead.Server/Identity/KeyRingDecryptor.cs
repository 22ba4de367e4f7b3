using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Identity;

/// <summary>The other way of <see cref="KeyRingEncryptor"/>; made by the framework.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<SecretProtector>().Unprotect(Convert.FromBase64String(encryptedElement.Value), KeyRingEncryptor.Place));
}
