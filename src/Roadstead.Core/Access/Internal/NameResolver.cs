using System.Collections.Frozen;
using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>The seven rules (docs: one decision, many doors), in their order.</summary>
internal sealed class NameResolver
{
    private const int MaxStackCharacters = 512;

    private readonly FrozenDictionary<string, HostNode>.AlternateLookup<ReadOnlySpan<char>> hosts;
    private readonly FrozenDictionary<string, HostNode>.AlternateLookup<ReadOnlySpan<char>> wildcards;
    private readonly bool hasWildcards;
    private readonly FrozenDictionary<string, RegistryNode>.AlternateLookup<ReadOnlySpan<char>> platform;

    public NameResolver(string gatewayHost, FrozenDictionary<string, HostNode> hosts, FrozenDictionary<string, HostNode> wildcards, FrozenDictionary<string, RegistryNode> platform)
    {
        GatewayHost = gatewayHost;
        this.hosts = hosts.GetAlternateLookup<ReadOnlySpan<char>>();
        this.wildcards = wildcards.GetAlternateLookup<ReadOnlySpan<char>>();
        hasWildcards = wildcards.Count > 0;
        this.platform = platform.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string GatewayHost { get; }

    /// <summary>Stands in the table of hosts for the gateway's own.</summary>
    public static HostNode Gateway { get; } = new();

    public Verdict Decide(Asker asker, string image, long version)
    {
        var draft = new Verdict { Image = image, MapVersion = version, Workspace = asker.Workspace?.Fact };

        // Rule 1. An ID is refused before it is parsed: most IDs are references as well.
        if (ImageId.Matches(image))
            return draft with { Kind = VerdictKind.Invalid, Reason = AccessReason.ImageId };
        if (ReferenceText.Parse(image, out var reference) is not ReferenceError.None and var error)
            return draft with { Kind = VerdictKind.Invalid, Reason = error == ReferenceError.Identifier ? AccessReason.ImageId : AccessReason.Unparseable };
        if (reference.Domain.IsEmpty)
            return draft with { Kind = VerdictKind.Invalid, Reason = AccessReason.Unparseable, Circumstance = AccessCircumstance.NoHost };

        var host = FindHost(reference.Domain);
        var path = new ResolvedPath("", reference.IsOfficial, reference.PathStart, reference.PathLength);
        return host.Exact == Gateway ? DecideUnderGateway(asker, draft, path) : DecideOnHost(asker, draft, host, path);
    }

    public Verdict DecideGateway(Asker asker, string name, long version)
    {
        var image = $"{GatewayHost}/{name}";
        var draft = new Verdict { Image = image, MapVersion = version, Workspace = asker.Workspace?.Fact };
        return RepositoryName.IsValid(name)
            ? DecideUnderGateway(asker, draft, new ResolvedPath("", false, GatewayHost.Length + 1, name.Length))
            : draft with { Kind = VerdictKind.Invalid, Reason = AccessReason.Unparseable };
    }

    // Rule 2.
    private Verdict DecideUnderGateway(Asker asker, Verdict draft, ResolvedPath name)
    {
        var rest = name.Written(draft.Image);
        var node = TakeRegistry(asker, ref rest);
        if (node is null || rest.IsEmpty)
            return draft with { Kind = VerdictKind.Denied, Reason = AccessReason.UnknownSpace, Circumstance = AccessCircumstance.GatewayName };

        var path = name with { Start = name.Start + name.Length - rest.Length, Length = rest.Length };
        return node.Workspace is null ? DecideOnPlatform(asker, draft, node, path) : DecideOnOwn(asker, draft, node, path);
    }

    /// <summary>Takes <c>registry/</c> or <c>w/workspace/registry/</c> off <paramref name="rest"/>. Of workspaces' registries only the asker's own have a name.</summary>
    private RegistryNode? TakeRegistry(Asker asker, ref ReadOnlySpan<char> rest)
    {
        var first = TakeSegment(ref rest);
        if (first is not "w")
            return platform.TryGetValue(first, out var registry) ? registry : null;

        var workspace = TakeSegment(ref rest);
        var name = TakeSegment(ref rest);
        if (asker.Workspace is null || !workspace.SequenceEqual(asker.Workspace.Fact.Name))
            return null;
        foreach (var own in asker.Workspace.Registries)
        {
            if (name.SequenceEqual(own.Fact.Name))
                return own;
        }

        return null;
    }

    private static ReadOnlySpan<char> TakeSegment(ref ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        rest = slash < 0 ? default : rest[(slash + 1)..];
        return segment;
    }

    // Rules 3, 6 and 7: who has the word on the host? The platform, living or removed, before the own workspace; of each what is said of the host itself before what is said of all
    // hosts like it.
    private static Verdict DecideOnHost(Asker asker, Verdict draft, FoundHost host, ResolvedPath path)
    {
        if (host.Exact is { } exact)
        {
            if (exact.Platform is { } claim)
                return DecideOnPlatform(asker, draft, claim.Registry, path with { Prefix = claim.Prefix });
            if (exact.Removed is not null)
                return Removed(draft, exact.Removed, path);
        }

        if (host.Wildcard is { } wildcard)
        {
            if (wildcard.Platform is { } claim)
                return DecideOnPlatform(asker, draft, claim.Registry, host.Below(path, claim));
            if (wildcard.Removed is not null)
                return Removed(draft, wildcard.Removed, path);
        }

        var hasExclusive = host.Exact?.HasExclusive is true || host.Wildcard?.HasExclusive is true;
        if (asker.Workspace is { } workspace)
        {
            if (host.Exact?.Own is { } owns && owns.TryGetValue(workspace.Index, out var own))
                return hasExclusive && !own.Exclusive ? Exclusive(draft) : DecideOnOwn(asker, draft, own.Registry, path with { Prefix = own.Prefix });
            if (host.Exact?.OwnRemoved is { } gone && gone.TryGetValue(workspace.Index, out var removed))
                return Removed(draft, removed, path);
            if (host.Wildcard?.Own is { } wide && wide.TryGetValue(workspace.Index, out own))
                return hasExclusive && !own.Exclusive ? Exclusive(draft) : DecideOnOwn(asker, draft, own.Registry, host.Below(path, own));
            if (host.Wildcard?.OwnRemoved is { } wideGone && wideGone.TryGetValue(workspace.Index, out removed))
                return Removed(draft, removed, path);
        }

        return hasExclusive ? Exclusive(draft) : Unmanaged(asker, draft);
    }

    private static Verdict Removed(Verdict draft, RegistryFact registry, ResolvedPath path) =>
        draft with { Kind = VerdictKind.Denied, Reason = AccessReason.RegistryRemoved, Registry = registry, Within = path };

    // Rule 4. A registry of which another host is the platform's is the platform's registry under another name: there the platform's spaces decide (rule 6).
    private static Verdict DecideOnOwn(Asker asker, Verdict draft, RegistryNode registry, ResolvedPath path) =>
        registry.Authority is null || path.Prefix.Length > 0
            ? draft with { Kind = VerdictKind.Allowed, Reason = AccessReason.WorkspaceRegistry, Registry = registry.Fact, Within = path }
            : DecideOnHost(asker, draft, registry.Authority.Value, path);

    // Rule 5.
    private static Verdict DecideOnPlatform(Asker asker, Verdict draft, RegistryNode registry, ResolvedPath path)
    {
        var decision = DecideOnSpaces(asker, registry.Spaces, path, draft.Image);
        return draft with
        {
            Kind = decision.IsOpen ? VerdictKind.Allowed : VerdictKind.Denied,
            Reason = decision.Reason,
            Circumstance = decision.Included is null ? AccessCircumstance.None : AccessCircumstance.IncludedSpace,
            Registry = registry.Fact,
            Space = decision.Space?.Fact,
            Included = decision.Included,
            Within = path,
        };
    }

    private static SpaceDecision DecideOnSpaces(Asker asker, SpaceTable spaces, ResolvedPath path, string image)
    {
        if (path.IsWritten)
            return spaces.Decide(path.Written(image), asker.Workspace);
        var buffer = path.TotalLength <= MaxStackCharacters ? stackalloc char[path.TotalLength] : new char[path.TotalLength];
        path.Write(image, buffer);
        return spaces.Decide(buffer, asker.Workspace);
    }

    private static Verdict Exclusive(Verdict draft) =>
        draft with { Kind = VerdictKind.Unmanaged, Reason = AccessReason.UnmanagedDenied, Circumstance = AccessCircumstance.ExclusiveClaim };

    private static Verdict Unmanaged(Asker asker, Verdict draft) => asker.AllowUnmanaged
        ? draft with { Kind = VerdictKind.Unmanaged, Reason = AccessReason.UnmanagedAllowed }
        : draft with
        {
            Kind = VerdictKind.Unmanaged,
            Reason = AccessReason.UnmanagedDenied,
            Circumstance = asker.ClusterIsKnown ? AccessCircumstance.None : AccessCircumstance.UnknownCluster,
        };

    /// <summary>The table holds each host with and without its default port, so that one look is enough; case is folded here.</summary>
    private FoundHost FindHost(ReadOnlySpan<char> domain)
    {
        if (hosts.TryGetValue(domain, out var host))
            return WithWildcard(host, domain);
        if (ReferenceGrammar.HasAsciiUppercase(domain))
        {
            var lower = domain.Length <= MaxStackCharacters ? stackalloc char[domain.Length] : new char[domain.Length];
            domain.ToLowerInvariant(lower);
            return FindHost(lower);
        }

        // [0:0::1]:0443 is [::1]:443 to whoever connects: it must not be another host here.
        var isFolded = domain[0] != '[' && (RegistryHost.PortStart(domain) is var port && (port < 0 || domain[port + 1] != '0'));
        if (isFolded)
            return WithWildcard(null, domain);
        return RegistryHost.TryParse(domain.ToString(), out var folded, defaultPort: 0) ? WithWildcard(hosts.TryGetValue(folded.Value, out host) ? host : null, folded.Value) : default;
    }

    private FoundHost WithWildcard(HostNode? exact, ReadOnlySpan<char> domain) =>
        hasWildcards && WildcardHost.TrySplit(domain, out var label, out var rest) && wildcards.TryGetValue(rest, out var wildcard)
            ? new FoundHost(exact, wildcard, label.Length)
            : new FoundHost(exact);
}
