using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Passes bytes between a loopback port of its own and a server, counts what the server sends, and breaks when it is told to. What is inside stays encrypted.</summary>
public sealed class CountingRelay : IAsyncDisposable
{
    private readonly int target;
    private LoopbackListener? listener;
    private long received;

    public CountingRelay(int target)
    {
        this.target = target;
        listener = new LoopbackListener(RelayAsync);
        Port = listener.Endpoint.Port;
    }

    public int Port { get; }

    /// <summary>Bytes that the server has sent so far.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>A kubeconfig of the server, by way of this relay.</summary>
    public string Through(string kubeconfig) => kubeconfig.Replace(Address(target), Address(Port), StringComparison.Ordinal);

    /// <summary>From now on nobody is there: open connections end, new ones are refused.</summary>
    public async Task BreakAsync()
    {
        if (listener is { } ending)
        {
            listener = null;
            await ending.DisposeAsync();
        }
    }

    /// <summary>The server is at the same port again.</summary>
    public void Mend() => listener ??= new LoopbackListener(RelayAsync, Port);

    public async ValueTask DisposeAsync() => await BreakAsync();

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private async Task RelayAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target, cancellationToken);
        var up = client.GetStream().CopyToAsync(server.GetStream(), cancellationToken);
        var down = CountAsync(server.GetStream(), client.GetStream(), cancellationToken);
        await Task.WhenAny(up, down);
    }

    private async Task CountAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            Interlocked.Add(ref received, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
