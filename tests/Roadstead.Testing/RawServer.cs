using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Listens on a free loopback port and answers each connection with the same bytes, whatever it is asked; or, without bytes, with silence.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, FreePort.Next());
    private readonly CancellationTokenSource stopping = new();
    private readonly byte[]? answer;
    private readonly Task accepting;

    private RawServer(byte[]? answer)
    {
        this.answer = answer;
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>A server that says this at once and hangs up; null never says anything.</summary>
    public static RawServer Start(byte[]? answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: one that is gone cannot be asked for the next connection.
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                if (answer is null)
                {
                    open.Add(client);
                    continue;
                }

                // Read once before answering: an answer to nothing would be dropped with the connection.
                using (client)
                {
                    await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stopping.Token);
                    await client.GetStream().WriteAsync(answer, stopping.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            open.ForEach(client => client.Dispose());
        }
    }
}
