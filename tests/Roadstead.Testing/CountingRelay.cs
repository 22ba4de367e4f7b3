using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Passes bytes between a loopback port of its own and a server, and counts what the server sends. What is inside stays encrypted.</summary>
public sealed class CountingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, FreePort.Next());
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Task accepting;
    private long received;

    public CountingRelay(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes that the server has sent so far.</summary>
    public long Received => Interlocked.Read(ref received);

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
                relays.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
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
            await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            var up = client.GetStream().CopyToAsync(server.GetStream(), stopping.Token);
            var down = CountAsync(server.GetStream(), client.GetStream());
            await Task.WhenAny(up, down);
        }
    }

    private async Task CountAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var read)
        {
            Interlocked.Add(ref received, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
        }
    }
}
