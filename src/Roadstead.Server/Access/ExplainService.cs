using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Access;

/// <summary>Explains whether a namespace may use an image, and whether it could really pull it now. The verdict is the access map's; the steps only tell of it.</summary>
public sealed class ExplainService(IAccessMapSource maps, PullExplanation pull, IClusterSource clusters, ClusterExplanation inCluster)
{
    private const int MaxImageCharacters = 2048;

    public async Task<Outcome<AccessView>> ExplainAsync(string? cluster, string? ns, string? image, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(!string.IsNullOrWhiteSpace(cluster), "cluster", "Name the cluster.")
            .Require(!string.IsNullOrWhiteSpace(ns), "namespace", "Name the namespace.")
            .Require(!string.IsNullOrWhiteSpace(image), "image", "Name the image, as a pod would.")
            .Require(image is null || image.Length <= MaxImageCharacters, "image", $"An image has at most {MaxImageCharacters} characters.");
        if (errors.ToProblem() is { } problem) return problem;

        var verdict = maps.Current.Decide(cluster!, ns!, image!);
        List<AccessStep> steps = [Reference(verdict)];
        if (verdict.Kind != VerdictKind.Invalid)
        {
            steps.Add(Workspace(verdict, ns!));
            steps.Add(Registry(verdict));
            steps.Add(Space(verdict));
            steps.Add(Binding(verdict));
            if (verdict.Space is { IncludesOthers: true } || verdict.Included is not null) steps.Add(Includes(verdict));
            if (verdict.Registry is { } registry && registry.Id != Guid.Empty && verdict.PathInRegistry() is { Length: > 0 } path)
                steps.AddRange(await pull.ExplainAsync(cluster!, ns!, verdict, registry, path, cancellationToken));
        }

        // An unreadable name too: pods may fail by it, and admission has its word.
        if (clusters.Clusters.GetValueOrDefault(cluster!) is { Kind: ClusterKind.Kubernetes } running)
            steps.AddRange([ClusterExplanation.ExplainAdmission(running, verdict), inCluster.ExplainPods(cluster!, ns!, verdict)]);

        var view = VerdictAnswers.View(verdict, steps);
        return Deciding(verdict) is { } space ? view with { SpaceId = space.Id, DecidingSpace = space.Name } : view;
    }

    // Where the space shows the content of others, one of those may be what stands in the way.
    private SpaceFact? Deciding(in Verdict verdict)
    {
        var included = verdict.Included;
        return included is null ? verdict.Space : maps.Current.FindSpaces(verdict).FirstOrDefault(space => space.Name == included) ?? verdict.Space;
    }

    private static AccessStep Workspace(in Verdict verdict, string ns)
    {
        const string check = "workspace";
        return verdict switch
        {
            { Workspace: { } workspace } => new AccessStep(check, true, $"The namespace '{ns}' is in the workspace '{workspace.Name}'.", null),
            { Reason: AccessReason.NotBound } => Refused(check, verdict) with { Detail = $"The namespace '{ns}' is in no workspace, and only what is public is open to it." },
            _ => new AccessStep(check, null, $"The namespace '{ns}' is in no workspace: what is public is open to it, and nothing private.", null),
        };
    }

    private static AccessStep Refused(string check, in Verdict verdict) => new(check, false, VerdictText.Message(verdict), VerdictText.Remedy(verdict), VerdictAnswers.Mend(verdict));

    private static AccessStep Reference(in Verdict verdict)
    {
        const string check = "reference";
        if (verdict.Kind == VerdictKind.Invalid) return Refused(check, verdict);
        return new AccessStep(check, true, ImageReference.TryParse(verdict.Image, out var reference) ? $"It is read as '{reference.TagNameOnly}'." : $"It is read as '{verdict.Image}'.", null);
    }

    private static AccessStep Registry(in Verdict verdict)
    {
        const string check = "registry";
        return verdict switch
        {
            { Reason: AccessReason.RegistryRemoved } => Refused(check, verdict),
            { Registry: { IsPlatform: true } found } => new AccessStep(check, true, $"It is in the platform's registry '{found.Name}'.", null),
            { Registry: { } found } => new AccessStep(check, true, $"It is in the registry '{found.Name}' of the workspace '{found.WorkspaceName}'.", null),
            { Reason: AccessReason.UnmanagedAllowed } => new AccessStep(check, null, VerdictText.Message(verdict), null),
            _ => Refused(check, verdict),
        };
    }

    private static AccessStep Space(in Verdict verdict)
    {
        const string check = "space";
        return verdict switch
        {
            { Space: { } space } => new AccessStep(check, true, $"It is in the {(space.Public ? "public" : "private")} space '{space.Name}'.", null),
            { Reason: AccessReason.WorkspaceRegistry } => new AccessStep(check, null, "Spaces play no part in a workspace's own registry.", null),
            { Reason: AccessReason.UnknownSpace, Registry: not null } => Refused(check, verdict),
            _ => new AccessStep(check, null, "Without a registry there is no space.", null),
        };
    }

    private AccessStep Includes(in Verdict verdict)
    {
        const string check = "includes";
        if (verdict.Included is not null) return Refused(check, verdict);
        var others = maps.Current.FindSpaces(verdict).Skip(1).Select(space => $"'{space.Name}'");
        return new AccessStep(
            check, verdict.IsAllowed ? true : null, $"The space shows the content of others, and gives no more than they do: {string.Join(", ", others)}{(verdict.IsAllowed ? ", which the namespace may use as well" : "")}.", null);
    }

    private static AccessStep Binding(in Verdict verdict)
    {
        const string check = "binding";
        return verdict.Reason switch
        {
            _ when verdict is { Included: not null, Space: { } space } => new AccessStep(check, true, space.Public ? "A public space needs no binding." : $"The space is bound to the workspace '{verdict.Workspace?.Name}'.", null),
            AccessReason.Public => new AccessStep(check, true, "A public space needs no binding.", null),
            AccessReason.Bound => new AccessStep(check, true, $"The space is bound to the workspace '{verdict.Workspace?.Name}'.", null),
            AccessReason.WorkspaceRegistry => new AccessStep(check, true, "A workspace's own registry needs no binding.", null),
            AccessReason.NotBound => Refused(check, verdict),
            _ => new AccessStep(check, null, "Without a space there is nothing to bind.", null),
        };
    }
}
