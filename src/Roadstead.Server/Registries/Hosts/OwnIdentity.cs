using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>Knows this Roadstead's own addresses and accounts. Integrated into itself, the gateway would ask the gateway, without end.</summary>
internal sealed class OwnIdentity(ServerOptions options, IServer server, IIdentitySource identities, IPersonSource people, Installation installation)
{
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromSeconds(2);

    /// <summary>The problem when an address, one of the hosts, or the login is Roadstead's own; else null.</summary>
    public async Task<Problem?> FindAsync(RegistryUrl? url, IEnumerable<string> hosts, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        if (hosts.SelectMany(HostNames.Same).Contains(options.GatewayHost, StringComparer.Ordinal) || (url is not null && await IsOwnAddressAsync(url.Value, cancellationToken)))
            return Problem.ForField(ErrorCodes.OwnIdentity, "url", "This is Roadstead's own address. Give the address of the registry itself.");
        if (credentials is not null && IsOwnAccount(credentials))
            return Problem.ForField(ErrorCodes.OwnIdentity, "username", "This login was made by Roadstead, for namespaces or people. Give one that was made at the registry, for Roadstead.");
        return null;
    }

    private bool IsOwnAccount(RegistryCredentials credentials) =>
        identities.FindAccount(credentials.Username) is not null
        || credentials.Username.Contains($"ns-{installation.Id}-", StringComparison.Ordinal)
        || credentials.Username.Contains($"roadstead-{installation.Id}-", StringComparison.Ordinal)
        || people.FindToken(credentials.Username) is not null
        || people.FindToken(credentials.Password) is not null;

    private async Task<bool> IsOwnAddressAsync(Uri url, CancellationToken cancellationToken)
    {
        if (SameEndpoint(url, options.PublicUrl))
            return true;

        var own = ListeningUrls().Where(listening => listening.Port == url.Port).ToList();
        if (own.Count == 0)
            return false;
        if (own.Any(listening => SameEndpoint(url, listening)))
            return true;

        var addresses = await ResolveAsync(url, cancellationToken);
        foreach (var listening in own)
        {
            var mine = IsWildcard(listening) ? MachineAddresses() : await ResolveAsync(listening, cancellationToken);
            if (mine.Any(addresses.Contains))
                return true;
        }

        return false;
    }

    // "http://*:8080" is no URI: to Kestrel it means every address.
    private IEnumerable<Uri> ListeningUrls() =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Select(text => Uri.TryCreate(text.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url) ? url : null)
        .OfType<Uri>();

    private static bool SameEndpoint(Uri one, Uri other) => one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsWildcard(Uri url) => IPAddress.TryParse(url.DnsSafeHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static IEnumerable<IPAddress> MachineAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(face => face.GetIPProperties().UnicastAddresses).Select(address => address.Address);

    private static async Task<HashSet<IPAddress>> ResolveAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ResolveLimit);
        try
        {
            return [.. (await Dns.GetHostAddressesAsync(url.DnsSafeHost, limit.Token)).Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)];
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return []; // what does not resolve is not this server; the inspection says that it does not
        }
    }
}
