using System.Net;
using System.Net.Sockets;

namespace Roadstead.Registries.Distribution;

/// <summary>
/// Opens connections: resolves, checks each address, connects to exactly the address that was checked. A check of the name beforehand
/// would be worth nothing: the second lookup of the connect could get another answer (DNS rebinding).
/// </summary>
/// <param name="addresses">Which addresses may be connected to.</param>
/// <param name="timeout">Time to resolve the name and connect.</param>
/// <param name="time">The clock.</param>
public sealed class CheckedConnection(AddressPolicy addresses, TimeSpan timeout, TimeProvider time)
{
    /// <summary>A connection to the first address that is allowed and answers.</summary>
    /// <exception cref="RegistryException">None is allowed, or none answers in time.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var (host, port) = (endpoint.Host, endpoint.Port);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await ConnectAsync(host, port, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"{host}:{port} did not take a connection in time. Check the address, and firewalls on the way.");
        }
    }

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var allowed = new List<IPAddress>();
        foreach (var address in await ResolveAsync(host, port, cancellationToken))
        {
            if (addresses.Allows(address) && !addresses.Denies(host, address, port))
            {
                allowed.Add(address);
            }
        }

        if (allowed.Count == 0)
        {
            // The address itself is not named: who asks may not be meant to learn what a name resolves to here.
            throw new RegistryException(
                RegistryErrorCode.AddressNotAllowed,
                $"{host}:{port} may not be connected to. Loopback, link-local, metadata and multicast addresses and the clusters' API servers are refused unless the operator allows them.");
        }

        RegistryException? last = null;
        foreach (var address in allowed)
        {
            // Several addresses share the time, so that a dead first one does not cost all of it.
            using var part = new CancellationTokenSource(timeout / allowed.Count, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(part.Token, cancellationToken);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), either.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = Failed(host, port, e);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                last = new RegistryException(RegistryErrorCode.Timeout, $"{host}:{port} did not take a connection in time. Check the address, and firewalls on the way.");
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException e)
        {
            throw Failed(host, port, e);
        }
    }

    private static RegistryException Failed(string host, int port, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            new(RegistryErrorCode.Unreachable, $"The name {host} does not resolve. Check its spelling and this server's DNS.", e) { Reason = SignalReason.DnsFailure },
        SocketError.ConnectionRefused =>
            new(RegistryErrorCode.Unreachable, $"Nothing listens at {host}:{port}. Check the port and that the server is up.", e) { Reason = SignalReason.ConnectionRefused },
        SocketError.TimedOut =>
            new(RegistryErrorCode.Timeout, $"{host}:{port} did not take a connection in time. Check the address, and firewalls on the way.", e),
        _ => new(RegistryErrorCode.Unreachable, $"{host}:{port} cannot be reached from this server ({e.SocketErrorCode}). Check the address and the network.", e),
    };
}
