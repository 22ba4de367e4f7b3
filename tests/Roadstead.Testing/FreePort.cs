using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Ports for programs that cannot pick one themselves.</summary>
public static class FreePort
{
    // Linux gives ports from 32768 on to outgoing connections.
    private const int FirstLasting = 20_000;
    private const int LastLasting = 32_000;
    private const int BlockSize = 200;
    private static readonly List<TcpListener> Guards = [];
    private static readonly Queue<int> Unused = [];
    private static readonly Lock Gate = new();

    /// <summary>A loopback port that nothing listens at right now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A free loopback port that no outgoing connection is given either, so that a program can be ended and started on it again. Each is handed out once.</summary>
    public static int Lasting()
    {
        lock (Gate)
        {
            while (true)
            {
                if (!Unused.TryDequeue(out var port))
                {
                    TakeBlock();
                }
                else if (IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    // A port is free for everybody until its program listens, and again while that is started anew. Several test programs run at the same time,
    // so each takes blocks of ports for itself: it listens at a block's first for as long as it runs.
    private static void TakeBlock()
    {
        var blocks = Enumerable.Range(0, (LastLasting - FirstLasting) / BlockSize).Select(block => FirstLasting + (block * BlockSize)).ToArray();
        Random.Shared.Shuffle(blocks);
        foreach (var first in blocks)
        {
            var guard = new TcpListener(IPAddress.Loopback, first);
            try
            {
                guard.Start();
            }
            catch (SocketException)
            {
                guard.Dispose();
                continue;
            }

            Guards.Add(guard);
            foreach (var port in Enumerable.Range(first + 1, BlockSize - 1))
            {
                Unused.Enqueue(port);
            }

            return;
        }

        throw new InvalidOperationException("Other test programs have taken all blocks of ports.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
