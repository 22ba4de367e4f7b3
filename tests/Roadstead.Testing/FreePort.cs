using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Ports for programs that cannot pick one themselves.</summary>
public static class FreePort
{
    // Linux gives ports from 32768 on to outgoing connections.
    private const int FirstLasting = 20_000;
    private const int LastLasting = 32_000;
    private static readonly HashSet<int> Taken = [];
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
                var port = Random.Shared.Next(FirstLasting, LastLasting);
                if (IsFree(port) && Taken.Add(port))
                {
                    return port;
                }
            }
        }
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
