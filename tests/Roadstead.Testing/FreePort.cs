using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Ports for programs that cannot pick one themselves.</summary>
public static class FreePort
{
    // Linux gives ports from 32768 on to outgoing connections.
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int BlockSize = 200;
    private static readonly List<TcpListener> Guards = [];
    private static readonly Queue<int> Unused = [];
    private static readonly Lock Gate = new();

    /// <summary>
    /// A free loopback port that neither an outgoing connection nor a server that takes any port is given: nothing listens there until its program does, also after that has ended. Each is handed out once.
    /// </summary>
    public static int Next()
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
        var blocks = Enumerable.Range(0, (Last - First) / BlockSize).Select(block => First + (block * BlockSize)).ToArray();
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

    // Bound and not listened at: a program that is being started right now holds whatever is open here until it runs, and a port that it listens at would be taken.
    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
