using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission.Reviews;

namespace Roadstead.Server.Admission;

/// <summary>Answers reviews from memory. The decision is the access map's; here is only what it is asked about, and what becomes of it.</summary>
internal sealed class AdmissionHandler(IAccessMapSource maps, AccessCounter counter, ExcludedNamespaces excluded)
{
    private const string WouldBeDenied = "would be denied";

    /// <summary>The validating webhook.</summary>
    public ReviewAnswer Validate(PublishedCluster cluster, Review review)
    {
        if (cluster.Admission is AdmissionMode.Off) return ReviewAnswer.Allowed;
        if (review.Unreadable is { } why) return review.Target is ReviewTarget.Workload ? ReviewAnswer.Allowed : Unreadable(cluster, why);
        if (review.Operation is ReviewOperation.Other) return ReviewAnswer.Allowed;
        return review.Target switch
        {
            ReviewTarget.Pod => Pod(cluster, review),
            ReviewTarget.Workload => Workload(cluster, review),
            ReviewTarget.Namespace => Namespace(cluster, review),
            _ => ReviewAnswer.Allowed,
        };
    }

    /// <summary>The mutating webhook: a pod of a workspace's namespace names the pull secret, also when it names others or its service account does.</summary>
    public ReviewAnswer Mutate(PublishedCluster cluster, Review review)
    {
        var pod = review.Object;
        if (cluster.Admission is AdmissionMode.Off || review is not { Target: ReviewTarget.Pod, Operation: ReviewOperation.Create, Unreadable: null }) return ReviewAnswer.Allowed;

        // A mirror pod may name no secret: the API server would refuse it.
        if (pod.HasRoadsteadPullSecret || pod.IsMirror || maps.Current.FindWorkspace(cluster.Name, review.Namespace) is null) return ReviewAnswer.Allowed;
        return ReviewAnswer.Allowed with { Patch = pod.HasPullSecrets ? ReviewPatch.AppendPullSecret : ReviewPatch.AddPullSecrets };
    }

    private ReviewAnswer Pod(PublishedCluster cluster, Review review)
    {
        var answer = Decide(cluster, review, out var denied);
        if (denied is null) return answer;
        if (!review.IsDryRun)
        {
            foreach (var image in denied) counter.Count(cluster.Name, review.Namespace, image.Verdict.Image, image.Verdict.Reason);
        }

        // The node runs a static pod from a file, whatever is said here; without its mirror nobody would see it. Only nodes can make one, and they are not in namespaces' hands.
        var runsAnyway = review is { Object.IsMirror: true, IsFromNode: true };
        return cluster.Admission is AdmissionMode.Enforce && !runsAnyway
            ? answer with { IsAllowed = false, Message = ReviewText.Refusal(denied) }
            : answer with { Warnings = ReviewText.Warnings(denied, "this pod", WouldBeDenied) };
    }

    // What a template names is decided when its pods are made; whoever writes it hears it now.
    private ReviewAnswer Workload(PublishedCluster cluster, Review review)
    {
        var answer = Decide(cluster, review, out var denied);
        var becomes = cluster.Admission is AdmissionMode.Enforce ? "will be denied" : WouldBeDenied;
        return denied is null ? answer : answer with { Warnings = ReviewText.Warnings(denied, $"pods of this {ReviewText.Short(review.Kind, 30)}", becomes) };
    }

    // Namespaces that carry the label are out of admission: it must stand on those alone that are meant to be, and stay there, or Roadstead could not start its own pods.
    private ReviewAnswer Namespace(PublishedCluster cluster, Review review)
    {
        var isMeant = excluded.Contains(cluster.Name, review.Name);
        if (review.Object.IsExcluded == isMeant || (!review.Object.IsExcluded && !review.OldObject.IsExcluded)) return ReviewAnswer.Allowed;
        var message = isMeant
            ? $"The label {AdmissionNames.ExclusionLabel} takes this namespace out of Roadstead's admission, so that Roadstead and the cluster can always start: it has to stay."
            : $"The label {AdmissionNames.ExclusionLabel}={AdmissionNames.Excluded} would take this namespace out of Roadstead's admission. Leave it out: it is for Roadstead's own namespace and the system's.";
        return cluster.Admission is AdmissionMode.Enforce
            ? new ReviewAnswer { IsAllowed = false, Message = message, Decision = "denied", Reason = "exclusion-label" }
            : new ReviewAnswer { IsAllowed = true, Warnings = [$"namespace: the label {AdmissionNames.ExclusionLabel} is set right again"], Decision = "denied", Reason = "exclusion-label" };
    }

    // One map for all images of a review, so that they are decided by one moment.
    private ReviewAnswer Decide(PublishedCluster cluster, Review review, out List<DeniedImage>? denied)
    {
        var map = maps.Current;
        denied = null;
        Verdict first = default;
        foreach (var image in review.Object.Images)
        {
            // What runs already goes on: an update that brings no other image is no use of one.
            if (review.Operation is ReviewOperation.Update && review.OldObject.Names(image.Image)) continue;
            var verdict = map.Decide(cluster.Name, review.Namespace, image.Image);
            if (first.Image is null) first = verdict;
            if (verdict.IsAllowed) continue;
            if (denied is null) first = verdict;
            (denied ??= []).Add(new DeniedImage(image, verdict));
        }

        return new ReviewAnswer
        {
            IsAllowed = true,
            Decision = denied is null ? "allowed" : "denied",
            Reason = first.Image is null ? null : first.Reason.ToWire(),
            Image = first.Image is null ? null : ReviewText.Short(first.Image, 255),
            MapVersion = map.Version,
        };
    }

    private static ReviewAnswer Unreadable(PublishedCluster cluster, string why)
    {
        var text = ReviewText.Unreadable(why);
        return cluster.Admission is AdmissionMode.Enforce
            ? new ReviewAnswer { IsAllowed = false, Message = text, Decision = "denied", Reason = "unreadable" }
            : new ReviewAnswer { IsAllowed = true, Warnings = [ReviewText.Short(text, ReviewText.MaxWarningLength)], Decision = "denied", Reason = "unreadable" };
    }
}
