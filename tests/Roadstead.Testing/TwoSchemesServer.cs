using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>One loopback port behind which https is one server and http another, as some proxies have it: the first byte tells which is wanted.</summary>
public sealed class TwoSchemesServer : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private readonly TcpListener listener = new(IPAddress.Loopback, FreePort.Next());
    private readonly CancellationTokenSource stopping = new();
    private readonly Uri https;
    private readonly Uri http;
    private readonly Task accepting;

    public TwoSchemesServer(Uri https, Uri http)
    {
        (this.https, this.http) = (https, http);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Authority => listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(relays).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            var first = new byte[1];
            await client.GetStream().ReadExactlyAsync(first, stopping.Token);
            await server.ConnectAsync(IPAddress.Loopback, (first[0] == TlsHandshake ? https : http).Port, stopping.Token);
            await server.GetStream().WriteAsync(first, stopping.Token);
            var up = client.GetStream().CopyToAsync(server.GetStream(), stopping.Token);
            var down = server.GetStream().CopyToAsync(client.GetStream(), stopping.Token);
            await Task.WhenAny(up, down);
        }
    }
}
