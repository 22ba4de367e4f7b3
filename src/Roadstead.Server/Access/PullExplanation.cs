using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Access;

/// <summary>The steps past the map: would a pull really work now? Asks a registry for at most <see cref="LongestLook"/>, and one that is known to be down not at all.</summary>
public sealed class PullExplanation(
    IUpstreamSource upstreams, IIdentitySource identities, IRegistryHealth health, IRegistryConnections connections, IClusterSource clusters, ClusterExplanation inCluster,
    IRegistryAccountSource accounts, IIdentityStates states, IAccessMapSource maps, TimeProvider time)
{
    internal static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private const string IdentityCheck = "identity";
    private const string ImageCheck = "image";

    public async Task<IReadOnlyList<AccessStep>> ExplainAsync(
        string cluster, string ns, Verdict verdict, RegistryFact registry, string path, CancellationToken cancellationToken)
    {
        var delivery = upstreams.Upstreams.GetValueOrDefault(registry.Id)?.Delivery ?? Delivery.None;

        // Both at once: registry and API server together take no longer than the slower of them.
        var image = ImageAsync(verdict, registry, path, cancellationToken);
        var identity = InClusterAsync(cluster, ns, verdict, registry, delivery, cancellationToken);
        await Task.WhenAll(image, identity);
        return [Healthy(registry), Identity(cluster, ns, verdict, registry, path, delivery), .. await identity, await image];
    }

    private Task<IReadOnlyList<AccessStep>> InClusterAsync(string cluster, string ns, Verdict verdict, RegistryFact registry, Delivery delivery, CancellationToken cancellationToken)
    {
        if (clusters.Clusters.GetValueOrDefault(cluster) is not { Kind: ClusterKind.Kubernetes })
            return Task.FromResult<IReadOnlyList<AccessStep>>([new AccessStep("secret", null, "A standalone cluster holds no secrets: its docker-config hands out the current pull identity.", null)]);
        return delivery == Delivery.None || IsAnonymous(verdict, delivery)
            ? Task.FromResult<IReadOnlyList<AccessStep>>([new AccessStep("secret", null, "No identity is needed, and so no pull secret.", null)])
            : inCluster.ExplainIdentityAsync(cluster, ns, delivery.IsByRegistryAccount() ? FindAccount(cluster, ns, registry) : null, cancellationToken);
    }

    private AccessStep Healthy(RegistryFact registry)
    {
        const string check = "registry-healthy";
        var now = health.Of(registry.Id);
        return now.Status switch
        {
            RegistryStatus.Healthy => new AccessStep(check, true, $"The registry '{registry.Name}' is healthy.", null),
            RegistryStatus.Unhealthy => new AccessStep(check, false, $"The registry '{registry.Name}' is unhealthy: {now.Failure?.Reason}.", $"{Owner(registry)} finds what to do in the registry's health.", AccessMend.Registry),
            _ => new AccessStep(check, null, $"The first check of the registry '{registry.Name}' has not ended yet.", null),
        };
    }

    private AccessStep Identity(string cluster, string ns, in Verdict verdict, RegistryFact registry, string path, Delivery delivery)
    {
        if (delivery == Delivery.None)
            return new AccessStep(IdentityCheck, true, "The registry itself is open: a pull needs no identity.", null);
        var name = registry.NameOf(path);
        if (delivery == Delivery.Gateway && !verdict.Image.StartsWith(name, StringComparison.Ordinal))
            return new AccessStep(IdentityCheck, false, "By this name a node asks the registry itself, which namespaces have no login for.", $"Pull it as '{name}'.", AccessMend.ImageName);
        if (IsAnonymous(verdict, delivery))
            return new AccessStep(IdentityCheck, true, "What is public is pulled without an identity.", null);
        if (identities.FindAccount(cluster, ns) is not { } account)
            return new AccessStep(IdentityCheck, false, "The namespace has no pull identity.", "Ask a platform admin to put the namespace into a workspace.", AccessMend.Workspace);
        if (delivery.IsByRegistryAccount())
            return AtRegistry(cluster, account.WorkspaceId, verdict, registry);
        return verdict.IsAllowed
            ? new AccessStep(IdentityCheck, true, $"The account '{account.Account}' may pull it.", null)
            : new AccessStep(IdentityCheck, false, $"The account '{account.Account}' has no right to it.", VerdictText.Remedy(verdict), VerdictAnswers.Mend(verdict));
    }

    private static bool IsAnonymous(in Verdict verdict, Delivery delivery) => verdict.Reason == AccessReason.Public && !delivery.NeedsAccountForPublic();

    private RegistryAccount? FindAccount(string cluster, string ns, RegistryFact registry) =>
        identities.FindAccount(cluster, ns) is { } own ? accounts.RegistryAccounts.FindServing(new IdentityKey(registry.Id, own.WorkspaceId, cluster)) : null;

    // The registry itself decides by what the account was given there.
    private AccessStep AtRegistry(string cluster, Guid workspaceId, in Verdict verdict, RegistryFact registry)
    {
        var key = new IdentityKey(registry.Id, workspaceId, cluster);
        var trouble = states.Find(key);
        var remedy = trouble is { IsFailure: true } ? $"{trouble.Message} {Owner(registry)} finds it among the registry's identities." : "Roadstead sees to it by itself, within seconds.";
        AccessMend? mend = trouble is { IsFailure: true } ? AccessMend.Identity : null;
        if (!verdict.IsAllowed)
            return new AccessStep(IdentityCheck, false, "The pull identity of the namespace's workspace in this cluster has no right to it.", VerdictText.Remedy(verdict), VerdictAnswers.Mend(verdict));
        if (accounts.RegistryAccounts.FindServing(key) is not { } serving)
            return new AccessStep(IdentityCheck, false, "The namespace's workspace has no account at the registry for this cluster yet.", remedy, mend);
        if (maps.Current.FindSpaces(verdict).FirstOrDefault(part => !part.IncludesOthers && !serving.Opens(part.Name)) is { } space)
            return new AccessStep(IdentityCheck, false, $"The account '{serving.Login}' at the registry has not been given the space '{space.Name}' yet.", remedy, mend);
        return serving.ExpiresAt is { } end && end <= time.GetUtcNow()
            ? new AccessStep(IdentityCheck, false, $"The account '{serving.Login}' at the registry has expired.", remedy, mend)
            : new AccessStep(IdentityCheck, true, $"The account '{serving.Login}' at the registry may pull it.", null);
    }

    // The read that the gateway would make for this namespace. Not for one that may not: the answer would tell what exists.
    private async Task<AccessStep> ImageAsync(Verdict verdict, RegistryFact registry, string path, CancellationToken cancellationToken)
    {
        if (!verdict.IsAllowed) return new AccessStep(ImageCheck, null, "Not looked at: the namespace may not read it.", null);
        if (health.Of(registry.Id).Signals.Any(signal => signal is { Name: SignalName.Reachable or SignalName.Tls, Ok: false }))
            return new AccessStep(ImageCheck, null, "Not looked at: the registry is down.", $"{Owner(registry)} finds the reason in the registry's health.", AccessMend.Registry);
        if (connections.Find(registry.Id) is not { } driver || !RepositoryName.TryParse(path, out var repository))
            return new AccessStep(ImageCheck, null, "Not looked at: the registry is not integrated any more.", null);

        var reference = ImageReference.TryParse(verdict.Image, out var image) ? image.Digest?.Value ?? image.Tag?.Value ?? TagName.Latest.Value : TagName.Latest.Value;
        using var deadline = new CancellationTokenSource(LongestLook, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var manifest = await driver.Content.ReadManifestAsync(repository, reference, [], head: true, either.Token);
            return manifest is null
                ? new AccessStep(ImageCheck, false, $"The registry has no '{path}' with '{reference}'.", "Correct the name or the tag, or push the image.", AccessMend.OtherImage)
                : new AccessStep(ImageCheck, true, $"The registry has it: {manifest.Digest}.", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AccessStep(ImageCheck, false, $"The registry did not answer within {LongestLook.TotalSeconds:0} seconds.", $"{Owner(registry)} finds the reason in the registry's health.", AccessMend.Registry);
        }
        catch (RegistryException e)
        {
            return new AccessStep(ImageCheck, false, $"The registry could not be read: {e.Reason}.", $"{Owner(registry)} finds what to do in the registry's health.", AccessMend.Registry);
        }
    }

    private static string Owner(RegistryFact registry) => registry.IsPlatform ? "A platform admin" : $"An admin of the workspace '{registry.WorkspaceName}'";
}
