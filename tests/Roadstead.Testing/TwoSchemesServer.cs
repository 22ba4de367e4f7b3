using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>One loopback port behind which https is one server and http another, as some proxies have it: the first byte tells which is wanted.</summary>
public sealed class TwoSchemesServer : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private readonly LoopbackListener listener;
    private readonly Uri https;
    private readonly Uri http;

    public TwoSchemesServer(Uri https, Uri http)
    {
        (this.https, this.http) = (https, http);
        listener = new LoopbackListener(RelayAsync);
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Authority => listener.Endpoint.ToString();

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task RelayAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var server = new TcpClient();
        var first = new byte[1];
        await client.GetStream().ReadExactlyAsync(first, cancellationToken);
        await server.ConnectAsync(IPAddress.Loopback, (first[0] == TlsHandshake ? https : http).Port, cancellationToken);
        await server.GetStream().WriteAsync(first, cancellationToken);
        var up = client.GetStream().CopyToAsync(server.GetStream(), cancellationToken);
        var down = server.GetStream().CopyToAsync(client.GetStream(), cancellationToken);
        await Task.WhenAny(up, down);
    }
}
