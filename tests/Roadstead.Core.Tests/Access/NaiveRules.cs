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
        // What is said of the host itself, then what is said of all hosts with one label more.
        var sayings = new[] { (Host: host, Label: (string?)null), (Host: Above(host), Label: (string?)host.Name.Split('.')[0]) };
        foreach (var (written, label) in sayings)
        {
            if (Claims(written).FirstOrDefault(claim => claim.Row.WorkspaceId is null) is { Row: not null } platform)
                return OnPlatform(platform.Row, workspace, Whole(platform.Host, label, path));
            if (world.RemovedHosts.Any(row => row.WorkspaceId is null && SameLoosely(written, SplitHost(row.Host))))
                return new(VerdictKind.Denied, AccessReason.RegistryRemoved);
        }

        var exclusive = sayings.Any(saying => Claims(saying.Host).Any(claim => claim.Row.WorkspaceId is not null && claim.Row.Exclusive));
        foreach (var (written, label) in sayings.Where(_ => workspace is not null))
        {
            if (Claims(written).FirstOrDefault(claim => claim.Row.WorkspaceId == workspace) is { Row: not null } own)
            {
                return exclusive && !own.Row.Exclusive
                    ? new(VerdictKind.Unmanaged, AccessReason.UnmanagedDenied)
                    : OnOwn(own.Row, workspace, allowUnmanaged, Whole(own.Host, label, path), wholeHost: own.Host.Prefix.Length == 0);
            }

            if (world.RemovedHosts.Any(row => row.WorkspaceId == workspace && SameLoosely(written, SplitHost(row.Host))))
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
            var others = new[] { written, Above(written) }.Any(saying => Claims(saying).Any(claim => claim.Row.WorkspaceId is null)
                || world.RemovedHosts.Any(row => row.WorkspaceId is null && SameLoosely(saying, SplitHost(row.Host)))
                || (!registry.Exclusive && Claims(saying).Any(claim => claim.Row.WorkspaceId is not null && claim.Row.Exclusive)));
            if (others)
                return OnHost(written, workspace, allowUnmanaged, path);
        }

        return new(VerdictKind.Allowed, AccessReason.WorkspaceRegistry, registry.Id, null, string.Join('/', path));
    }

    // 5
    private NaiveVerdict OnPlatform(RegistryRow registry, Guid? workspace, string[] path)
    {
        var text = string.Join('/', path);
        path = ByFirstName(registry, path);
        var space = SpaceAt(registry, path);
        if (space is null)
            return new(VerdictKind.Denied, AccessReason.UnknownSpace, registry.Id, null, text);
        if (!IsOpen(space, workspace))
            return new(VerdictKind.Denied, AccessReason.NotBound, registry.Id, space.Id, text);
        foreach (var including in Including(space))
        {
            string[] below = [.. path.Skip(Segments(including.Prefix).Length)];
            foreach (var member in Members(including))
            {
                var at = ByFirstName(registry, Segments(member));
                if (RowAt(registry, at) is not { } known)
                    return new(VerdictKind.Denied, AccessReason.UnknownSpace, registry.Id, space.Id, text);
                var holder = SpaceAt(registry, [.. at, .. below])!;
                if (Including(holder).Any(other => other != known))
                    return new(VerdictKind.Denied, AccessReason.UnknownSpace, registry.Id, space.Id, text);
                if (!IsOpen(holder, workspace))
                    return new(VerdictKind.Denied, AccessReason.NotBound, registry.Id, space.Id, text);
            }
        }

        return new(VerdictKind.Allowed, space.Public ? AccessReason.Public : AccessReason.Bound, registry.Id, space.Id, text);
    }

    private bool IsOpen(SpaceRow space, Guid? workspace) => space.Public || world.Bindings.Any(row => row.SpaceId == space.Id && row.WorkspaceId == workspace);

    private IEnumerable<SpaceRow> SpacesOf(RegistryRow registry) => world.Spaces.Where(row => row.RegistryId == registry.Id);

    private SpaceRow? RowAt(RegistryRow registry, string[] path) => SpacesOf(registry).FirstOrDefault(row => Segments(row.Prefix).SequenceEqual(path));

    private SpaceRow? SpaceAt(RegistryRow registry, string[] path) => SpacesOf(registry).Where(row => IsBelow(path, row)).MaxBy(row => Segments(row.Prefix).Length);

    private static bool IsBelow(string[] path, SpaceRow row) => path.Take(Segments(row.Prefix).Length).SequenceEqual(Segments(row.Prefix));

    // In the order in which the map asks them: whether it is open is the same in any.
    private IEnumerable<SpaceRow> Including(SpaceRow space) =>
        world.Spaces.Where(row => row.RegistryId == space.RegistryId && row.Includes.Length > 0 && IsBelow(Segments(space.Prefix), row));

    /// <summary>Everything that the space includes, directly or by what it includes, but itself.</summary>
    private List<string> Members(SpaceRow space)
    {
        var registry = world.Registries.First(row => row.Id == space.RegistryId);
        var members = space.Includes.Distinct().ToList();
        for (var i = 0; i < members.Count; i++)
        {
            if (RowAt(registry, ByFirstName(registry, Segments(members[i]))) is { } row && row != space)
                members.AddRange(row.Includes.Except(members).ToList());
        }

        members.RemoveAll(member => RowAt(registry, ByFirstName(registry, Segments(member))) == space);
        return members;
    }

    /// <summary>A further name of a space is put back into its first one, unless a space has that name.</summary>
    private string[] ByFirstName(RegistryRow registry, string[] path)
    {
        var named = SpacesOf(registry).OrderBy(row => row.Prefix, StringComparer.Ordinal)
            .Where(row => row.Prefix.Length > 0 && !Including(row).Any(other => other != row))
            .FirstOrDefault(row => path.Length > 0 && row.Aliases.Contains(path[0]) && RowAt(registry, [path[0]]) is null);
        return named is null ? path : [.. Segments(named.Prefix), .. path.Skip(1)];
    }

    private static string[] Whole(ImageHost host, string? label, string[] path) => label is null ? [.. Segments(host.Prefix), .. path] : [.. Segments(host.Prefix), label, .. path];

    private static (string Name, int? Port) Above((string Name, int? Port) host) =>
        host.Name.Contains('.') && !Hub.Contains(host.Name) ? ("*" + host.Name[host.Name.IndexOf('.')..], host.Port) : ("", null);

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
