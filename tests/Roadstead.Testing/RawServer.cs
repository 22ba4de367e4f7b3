using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Listens on a free loopback port and answers each connection with the same bytes, whatever it is asked; or, without bytes, with silence.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly byte[]? answer;

    private RawServer(byte[]? answer)
    {
        this.answer = answer;
        listener = new LoopbackListener(ServeAsync);
    }

    public Uri Url => new($"http://{listener.Endpoint}");

    /// <summary>A server that says this at once and hangs up; null never says anything.</summary>
    public static RawServer Start(byte[]? answer) => new(answer);

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    // Each connection by itself: one that breaks off, or on which nothing is asked, is no reason not to answer the next.
    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return;
        }

        // Read once before answering: an answer to nothing would be dropped with the connection.
        await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, cancellationToken);
        await client.GetStream().WriteAsync(answer, cancellationToken);
    }
}
