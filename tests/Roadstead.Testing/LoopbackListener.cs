using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Takes connections at a loopback port of its own and hands each to somebody, until it goes and they with it.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<TcpClient, CancellationToken, Task> serve;
    private readonly Task accepting;

    /// <param name="serve">Serves one connection, which is closed when it returns.</param>
    /// <param name="port">One of <see cref="FreePort"/>; null takes the next.</param>
    public LoopbackListener(Func<TcpClient, CancellationToken, Task> serve, int? port = null)
    {
        this.serve = serve;
        listener = new TcpListener(IPAddress.Loopback, port ?? FreePort.Next());
        listener.Start();
        Endpoint = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(served).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            await serve(client, stopping.Token);
        }
    }
}
