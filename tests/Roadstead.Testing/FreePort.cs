using System.Net;
using System.Net.Sockets;

namespace Roadstead.Testing;

/// <summary>Ports for programs that cannot pick one themselves.</summary>
public static class FreePort
{
    /// <summary>A loopback port that nothing listens at right now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
