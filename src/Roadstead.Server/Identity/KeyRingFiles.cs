using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Identity;

/// <summary>
/// The files of the key ring in the data directory. A damaged one is put aside, so that only the sessions end that it signed: with it no key could be read, and nobody could sign in.
/// </summary>
internal sealed partial class KeyRingFiles(DataDirectory directory, ILogger<KeyRingFiles> logger) : IXmlRepository
{
    private const string Folder = "keys";
    private readonly string root = directory.Make(Folder);

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Directory.GetFiles(root, "*.xml").Select(Read).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName) => directory.Write(Path.Combine(Folder, $"{friendlyName}.xml"), element.ToString());

    private XElement? Read(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException e)
        {
            File.Move(file, $"{file}.damaged", overwrite: true);
            Log.Damaged(logger, file, e.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The session key {File} is damaged ({Reason}): it was renamed to .damaged, and the sessions that it signed have ended.")]
        public static partial void Damaged(ILogger logger, string file, string reason);
    }
}
