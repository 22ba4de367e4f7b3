using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Identity;

/// <summary>Keeps the keys of sessions and antiforgery under the key for secrets at rest.</summary>
internal sealed class KeyRingEncryptor(SecretProtector secrets) : IXmlEncryptor
{
    internal static readonly SecretPlace Place = new("keys", "ring", "xml");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("protected", Convert.ToBase64String(secrets.Protect(plaintextElement.ToString(SaveOptions.DisableFormatting), Place))),
        typeof(KeyRingDecryptor));
}
