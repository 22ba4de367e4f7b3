using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Registries.Inspection;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>
/// Finds out whether a new address leads to a registry that is integrated already, under another name: then its images would have two authorities.
/// It says so only when it can tell: both names lead to the same address and port, both ask for the same login, and what they list is the same.
/// </summary>
internal sealed class SameRegistry(IRegistryConnections connections)
{
    private const int RepositoriesToCompare = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>The problem when it is the same; null when it is another one, or when that cannot be told in time.</summary>
    /// <param name="db">The store.</param>
    /// <param name="owner">Who integrates.</param>
    /// <param name="registryId">The registry that is edited; empty for a new one.</param>
    /// <param name="url">The new address.</param>
    /// <param name="inspection">What was found there.</param>
    /// <param name="driver">A driver for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Problem?> FindAsync(
        RoadsteadDb db, RegistryOwner owner, Guid registryId, RegistryUrl url, RegistryInspection inspection, IRegistryDriver driver, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var others = await db.Registries.AsNoTracking()
                .Where(row => row.Id != registryId && (row.WorkspaceId == null || row.WorkspaceId == owner.WorkspaceId))
                .Select(row => new { row.Id, row.Name, row.Url, row.TokenRealm, row.TokenService, row.WorkspaceId })
                .ToListAsync(limit.Token);
            var candidates = others
                .Select(row => (Row: row, Url: new Uri(row.Url)))
                .Where(pair => pair.Url.Port == url.Value.Port && pair.Row.TokenService == inspection.Identity?.TokenService && IsSameRealm(pair.Row.TokenRealm, pair.Url, inspection.Identity?.TokenRealm, url.Value))
                .ToList();
            if (candidates.Count == 0)
                return null;

            var here = await ResolveAsync(url.Value, limit.Token);
            foreach (var (row, other) in candidates)
            {
                var there = await ResolveAsync(other, limit.Token);
                if (here.Overlaps(there) && connections.Find(row.Id) is { } known && await IsSameAsync(driver, known, bothByName: !IsAddress(url.Value) && !IsAddress(other), limit.Token))
                    return new Problem(
                        ErrorCodes.HostAlreadyIntegrated,
                        $"This is the {(row.WorkspaceId is null ? "platform's" : "workspace's")} registry '{row.Name}' under another name. {ErrorCodes.HostAlreadyIntegrated.Remedy}",
                        Extensions: new Dictionary<string, object?> { ["registry"] = row.Name });
            }
        }
        catch (Exception e) when (e is SocketException or RegistryException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // it cannot be told
        }

        return null;
    }

    // The same realm; or each one's own, because the product names the host by which it is asked (Harbor from 2.14 on).
    private static bool IsSameRealm(string? one, Uri oneUrl, Uri? other, Uri otherUrl) =>
        one == other?.AbsoluteUri
        || (one is not null && other is not null && new Uri(one) is var realm && realm.PathAndQuery == other.PathAndQuery && realm.Authority == oneUrl.Authority && other.Authority == otherUrl.Authority);

    // Behind one address many registries may stand, told apart by name (an ingress): two empty ones by name prove nothing.
    private static async Task<bool> IsSameAsync(IRegistryDriver one, IRegistryDriver other, bool bothByName, CancellationToken cancellationToken)
    {
        var first = await ListAsync(one, cancellationToken);
        var second = await ListAsync(other, cancellationToken);
        return first.SequenceEqual(second, StringComparer.Ordinal) && (first.Count > 0 || !bothByName);
    }

    private static async Task<List<string>> ListAsync(IRegistryDriver driver, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var repository in driver.ListRepositoriesAsync(cancellationToken))
        {
            names.Add(repository.Value);
            if (names.Count == RepositoriesToCompare)
                break;
        }

        return names;
    }

    private static bool IsAddress(Uri url) =>
        url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static async Task<HashSet<IPAddress>> ResolveAsync(Uri url, CancellationToken cancellationToken) =>
        [.. (await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken)).Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)];
}
