using System.Globalization;
using Roadstead.Core.Access;
using Roadstead.Core.References;

namespace Roadstead.Core.Tests.Access;

/// <summary>
/// The seven rules once more, as slowly and plainly as they can be said: lists of rows, lists of segments, no tables. It shares nothing with the map
/// but the parser of references, which is held by the library's own data.
/// </summary>
internal sealed class NaiveRules(AccessSnapshot world)
{
    private static readonly string[] Hub = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];
    private static readonly int[] DefaultPorts = [443, 80];

    public NaiveVerdict Decide(string cluster, string ns, string image)
    {
        var workspace = world.Clusters.Any(row => row.Name == cluster)
            ? world.Namespaces.FirstOrDefault(row => row.Cluster == cluster && row.Namespace == ns)?.WorkspaceId
            : null;
        var allowUnmanaged = world.Clusters.FirstOrDefault(row => row.Name == cluster)?.AllowUnmanaged ?? false;
        return Decide(workspace, allowUnmanaged, image);
    }

    public NaiveVerdict Decide(Guid? workspace, bool allowUnmanaged, string image)
    {
        // 1
        if (!image.Contains('/') && (image.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)
            || (image.Length is >= 12 and <= 64 && image.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'))))
            return new(VerdictKind.Invalid, AccessReason.ImageId);
        if (!ImageReference.TryParse(image, out var reference) || reference.Domain.Length == 0)
            return new(VerdictKind.Invalid, AccessReason.Unparseable);

        // 2
        var host = SplitHost(reference.Domain);
        string[] path = reference.Path.Split('/');
        if (SameLoosely(host, SplitHost(world.GatewayHost)))
        {
            if (path is ["w", var w, var own, .. var ownPath])
            {
                var registry = world.Registries.FirstOrDefault(row => row.Name == own && row.WorkspaceId is not null && row.WorkspaceId == workspace
                    && world.Workspaces.Any(candidate => candidate.Id == workspace && candidate.Name == w));
                return registry is null || ownPath.Length == 0 ? new(VerdictKind.Denied, AccessReason.UnknownSpace) : OnOwn(registry, workspace, allowUnmanaged, ownPath, wholeHost: true);
            }

            var platform = path[0] == "w" ? null : world.Registries.FirstOrDefault(row => row.Name == path[0] && row.WorkspaceId is null);
            return platform is null || path.Length == 1 ? new(VerdictKind.Denied, AccessReason.UnknownSpace) : OnPlatform(platform, workspace, path[1..]);
        }

        return OnHost(host, workspace, allowUnmanaged, path);
    }

    // 3, 6, 7
    private NaiveVerdict OnHost((string Name, int? Port) host, Guid? workspace, bool allowUnmanaged, string[] path)
    {
        if (Claims(host).FirstOrDefault(claim => claim.Row.WorkspaceId is null) is { Row: not null } platform)
            return OnPlatform(platform.Row, workspace, [.. Segments(platform.Host.Prefix), .. path]);
        if (world.RemovedHosts.Any(row => row.WorkspaceId is null && SameLoosely(host, SplitHost(row.Host))))
            return new(VerdictKind.Denied, AccessReason.RegistryRemoved);

        var exclusive = Claims(host).Any(claim => claim.Row.WorkspaceId is not null && claim.Row.Exclusive);
        if (workspace is not null)
        {
            if (Claims(host).FirstOrDefault(claim => claim.Row.WorkspaceId == workspace) is { Row: not null } own)
            {
                return exclusive && !own.Row.Exclusive
                    ? new(VerdictKind.Unmanaged, AccessReason.UnmanagedDenied)
                    : OnOwn(own.Row, workspace, allowUnmanaged, [.. Segments(own.Host.Prefix), .. path], wholeHost: own.Host.Prefix.Length == 0);
            }

            if (world.RemovedHosts.Any(row => row.WorkspaceId == workspace && SameLoosely(host, SplitHost(row.Host))))
                return new(VerdictKind.Denied, AccessReason.RegistryRemoved);
        }

        return new(VerdictKind.Unmanaged, allowUnmanaged && !exclusive ? AccessReason.UnmanagedAllowed : AccessReason.UnmanagedDenied);
    }

    // 4, unless another host of the same registry is somebody else's to decide on (6)
    private NaiveVerdict OnOwn(RegistryRow registry, Guid? workspace, bool allowUnmanaged, string[] path, bool wholeHost)
    {
        foreach (var host in registry.Hosts.Where(host => wholeHost && host.Prefix.Length == 0))
        {
            var (name, port) = SplitHost(host.Host);
            var written = (name, port == host.DefaultPort ? null : port);
            var others = Claims(written).Any(claim => claim.Row.WorkspaceId is null)
                || world.RemovedHosts.Any(row => row.WorkspaceId is null && SameLoosely(written, SplitHost(row.Host)))
                || (!registry.Exclusive && Claims(written).Any(claim => claim.Row.WorkspaceId is not null && claim.Row.Exclusive));
            if (others)
                return OnHost(written, workspace, allowUnmanaged, path);
        }

        return new(VerdictKind.Allowed, AccessReason.WorkspaceRegistry, registry.Id, null, string.Join('/', path));
    }

    // 5
    private NaiveVerdict OnPlatform(RegistryRow registry, Guid? workspace, string[] path)
    {
        var text = string.Join('/', path);
        var space = world.Spaces
            .Where(row => row.RegistryId == registry.Id && path.Take(Segments(row.Prefix).Length).SequenceEqual(Segments(row.Prefix)))
            .MaxBy(row => Segments(row.Prefix).Length);
        if (space is null)
            return new(VerdictKind.Denied, AccessReason.UnknownSpace, registry.Id, null, text);
        if (space.Public)
            return new(VerdictKind.Allowed, AccessReason.Public, registry.Id, space.Id, text);
        return world.Bindings.Any(row => row.SpaceId == space.Id && row.WorkspaceId == workspace)
            ? new(VerdictKind.Allowed, AccessReason.Bound, registry.Id, space.Id, text)
            : new(VerdictKind.Denied, AccessReason.NotBound, registry.Id, space.Id, text);
    }

    private IEnumerable<(RegistryRow Row, ImageHost Host)> Claims((string Name, int? Port) host) =>
        from row in world.Registries
        from entry in row.Hosts.Index()
        let own = SplitHost(entry.Item.Host)
        where own.Name == host.Name && (own.Port ?? entry.Item.DefaultPort) == (host.Port ?? entry.Item.DefaultPort)
        orderby entry.Index, entry.Item.DefaultPort == 443 ? 0 : 1, row.Name
        select (row, entry.Item);

    private static bool SameLoosely((string Name, int? Port) left, (string Name, int? Port) right) =>
        left.Name == right.Name && Loose(left.Port) == Loose(right.Port);

    private static int? Loose(int? port) => port is { } value && DefaultPorts.Contains(value) ? null : port;

    private static (string Name, int? Port) SplitHost(string text)
    {
        var parts = text.ToUpperInvariant().ToLowerInvariant().Split(':');
        return (Hub.Contains(parts[0]) ? "docker.io" : parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null);
    }

    private static string[] Segments(string prefix) => prefix.Length == 0 ? [] : prefix.Split('/');
}

/// <summary>What the plain rules say.</summary>
internal sealed record NaiveVerdict(VerdictKind Kind, AccessReason Reason, Guid? Registry = null, Guid? Space = null, string? Path = null)
{
    /// <summary>What the map said, in the same shape; of a removed registry only the reason.</summary>
    public static NaiveVerdict Of(Verdict verdict) => verdict.Reason == AccessReason.RegistryRemoved
        ? new(verdict.Kind, verdict.Reason)
        : new(verdict.Kind, verdict.Reason, verdict.Registry?.Id, verdict.Space?.Id, verdict.PathInRegistry());
}
