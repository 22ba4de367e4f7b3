using System.Globalization;
using System.Net;
using Roadstead.Server.Admission.Serving;

namespace Roadstead.Server.Storage;

/// <summary>The webhooks' port: a file in the data directory. One that cannot be read is as good as none.</summary>
internal sealed class WebhookPortStore(DataDirectory directory) : IWebhookPortStore
{
    private const string FileName = "webhook-port";

    public int? Read() =>
        File.Exists(directory.PathOf(FileName))
        && int.TryParse(File.ReadAllText(directory.PathOf(FileName)), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= IPEndPoint.MaxPort ? port : null;

    public void Write(int port) => directory.Write(FileName, string.Create(CultureInfo.InvariantCulture, $"{port}\n"));
}
