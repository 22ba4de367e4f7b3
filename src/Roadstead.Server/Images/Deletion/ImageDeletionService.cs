using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Images.Crawl;
using Roadstead.Server.Images.Tags;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using RegistryImpact = Roadstead.Server.Registries.Hosts.Impact;

namespace Roadstead.Server.Images.Deletion;

/// <summary>
/// Removes tags and artifacts at the registry that holds them. What it holds is the registry's: nothing of it is stored here but the audit, and the index that is read again.
/// </summary>
internal sealed partial class ImageDeletionService(
    RegistryContent content, IRegistryConnections connections, TagStore tags, IClusterPods pods, IAccessMapSource maps, RepositoryReader reader, ICrawlQueue crawls,
    IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, ImageOptions options, TimeProvider time, ILogger<ImageDeletionService> logger)
{
    /// <summary>True when the login that Roadstead has there may delete. Asks nobody.</summary>
    public bool CanDelete(ImagePlace place) => Deletion(place.RegistryId) is not null;

    /// <summary>What runs and could not be pulled again.</summary>
    public Outcome<ImpactView> Impact(string? workspace, string registry, string? image, string? reference)
    {
        var target = Find(workspace, registry, image, reference);
        return target.IsSuccess ? Impact(target.Value) : target.Problem;
    }

    /// <summary>Removes a tag, or by a digest an artifact with all its tags.</summary>
    /// <returns>What ran and cannot be pulled again.</returns>
    public async Task<Outcome<ImpactView>> DeleteAsync(string? workspace, string registry, string? image, string? reference, string? acknowledge, CancellationToken cancellationToken)
    {
        var found = Find(workspace, registry, image, reference);
        if (!found.IsSuccess) return found.Problem;
        var target = found.Value;
        var impact = Impact(target);
        if (RegistryImpact.Check(impact, acknowledge) is { } problem) return problem;
        if (connections.Find(target.Registry.Id) is not { } driver || Deletion(target.Registry.Id) is not { } deletion)
            return new Problem(ErrorCodes.CapabilityMissing, $"Registry '{registry}' cannot delete images, or the login that Roadstead has there may not.");

        cancellationToken.ThrowIfCancellationRequested();
        var (isSure, failure) = await SendAsync(driver, deletion, target);
        if (failure is not null && isSure) return failure;

        // From here on it is gone, or may be: noted and read again even if its caller has gone.
        var noted = await NoteAsync(workspace, target, impact, isSure);
        await ReadAgainAsync(target);
        return failure ?? noted ?? (Outcome<ImpactView>)impact;
    }

    private Outcome<DeletionTarget> Find(string? workspace, string registry, string? image, string? reference)
    {
        var verdict = content.Locate(workspace, registry, image);
        if (!verdict.IsSuccess) return verdict.Problem;
        if (!RepositoryName.TryParse(verdict.Value.PathInRegistry(), out var name)) return new Problem(ErrorCodes.ImageNotFound);
        var asked = reference?.Trim();
        var digest = Digest.TryParse(asked, out var parsed) ? parsed : null;
        return digest is not null || TagName.TryParse(asked, out _)
            ? new DeletionTarget(verdict.Value.Registry!, name, asked!, digest)
            : Problem.ForField(ErrorCodes.ValidationFailed, "reference", "reference is the tag or the digest that is to go.");
    }

    private IImageDeletion? Deletion(Guid registryId) =>
        connections.Find(registryId) is { } driver && driver.Capabilities.Contains(RegistryCapability.Delete) ? driver.As<IImageDeletion>() : null;

    private ImpactView Impact(DeletionTarget target)
    {
        var digest = target.Digest?.Value ?? tags.Read(target.Registry.Id, target.Name.Value, "")?.FirstOrDefault(tag => tag.Tag == target.Reference)?.Digest;
        var names = digest is null ? [] : tags.ReadNames(target.Registry.Id, target.Name.Value, digest);

        // With its last tag an artifact goes as well, at some registries: who pinned it is told.
        var gone = target.Digest is not null ? names : [target.Reference];
        var goneDigest = names.All(gone.Contains) ? digest : null;
        var workloads = pods.RunningWith(use => use.Verdict.Registry?.Id == target.Registry.Id && Names(use.Verdict.Image, goneDigest, gone) && use.Verdict.PathInRegistry() == target.Name.Value);
        var places = workloads.Select(workload => (workload.Cluster, workload.Namespace)).Distinct().ToList();
        return RegistryImpact.Of(places.Select(place => maps.Current.FindWorkspace(place.Cluster, place.Namespace)?.Name).OfType<string>().Distinct(), places.Count, workloads);
    }

    // Where a pod names both, the digest decides what is pulled.
    private static bool Names(string image, string? goneDigest, IReadOnlyList<string> tags) =>
        ImageReference.TryParse(image, out var named)
        && (named.Digest is { } digest ? digest.Value == goneDigest : tags.Contains((named.Tag ?? TagName.Latest).Value));

    /// <returns>False when nobody knows whether it is gone; and what went wrong.</returns>
    private async Task<(bool IsSure, Problem? Failure)> SendAsync(IRegistryDriver driver, IImageDeletion deletion, DeletionTarget target)
    {
        var isSent = false;
        using var deadline = new CancellationTokenSource(options.ArtifactTimeout, time);
        var registry = target.Registry.Name;
        try
        {
            // To delete what is not there is no failure to a registry; whoever asked has the wrong name.
            if (await driver.Content.ReadManifestAsync(target.Name, target.Reference, [], head: true, deadline.Token) is null)
                return (true, new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' has no '{target.Name.Value}' with '{target.Reference}'."));
            isSent = true;
            await (target.Digest is { } digest ? deletion.DeleteArtifactAsync(target.Name, digest, deadline.Token) : deletion.DeleteTagAsync(target.Name, target.Reference, deadline.Token));
            return (true, null);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return (!isSent, new Problem(ErrorCodes.RegistryUnavailable, !isSent ? $"Registry '{registry}' did not answer in time. Try again in a moment." : $"Registry '{registry}' did not answer in time. It may have deleted it all the same: look again in a moment."));
        }
        catch (RegistryException e)
        {
            Log.NotDeleted(logger, registry, target.Name.Value, target.Reference, e.Message);
            return e.Code switch
            {
                RegistryErrorCode.NotFound => (true, new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' has no '{target.Name.Value}' with '{target.Reference}'.")),
                RegistryErrorCode.Unsupported => (true, new Problem(ErrorCodes.CapabilityMissing, $"Registry '{registry}' deletes no images: {e.Message}")),
                RegistryErrorCode.Denied or RegistryErrorCode.Conflict or RegistryErrorCode.Invalid => (true, new Problem(ErrorCodes.CapabilityMissing, $"Registry '{registry}' refuses to delete it: {e.Message}")),
                RegistryErrorCode.Timeout or RegistryErrorCode.ServerError or RegistryErrorCode.InvalidAnswer or RegistryErrorCode.Unreachable when isSent =>
                    (false, new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry}' failed while it deleted. It may have deleted it all the same: look again in a moment.")),
                _ => (true, new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry}' could not be asked. Look at its health, and try again.")),
            };
        }
    }

    private async Task<Problem?> NoteAsync(string? workspace, DeletionTarget target, ImpactView impact, bool isSure)
    {
        var registry = workspace is null ? target.Registry.Name : $"{workspace}/{target.Registry.Name}";
        var before = new { Image = target.Name.Value, target.Reference, impact.Workspaces, Workloads = impact.Workloads.Count };
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var noted = await changes.NoteAsync(db, new AuditDraft("image.delete", registry, before, isSure ? null : new { Known = false }), CancellationToken.None);
        return noted.ToProblem() is { } problem ? problem with { Detail = "The registry deleted it, but that could not be noted in the audit." } : null;
    }

    private async Task ReadAgainAsync(DeletionTarget target)
    {
        using var deadline = new CancellationTokenSource(options.LiveTagsTimeout, time);
        try
        {
            if (connections.Find(target.Registry.Id) is { } driver)
                await reader.RefreshAsync(driver, target.Registry.Id, target.Name, deadline.Token);
        }
        catch (Exception e) when (e is RegistryException || (e is OperationCanceledException && deadline.IsCancellationRequested))
        {
            Log.NotReadAgain(logger, target.Registry.Name, target.Name.Value, e.Message);
            crawls.NoteChanged(target.Registry.Id, target.Name.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Repository} with {Reference} at registry {Registry} could not be deleted: {Reason}")]
        public static partial void NotDeleted(ILogger logger, string registry, string repository, string reference, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Repository} at registry {Registry} could not be read again at once: {Reason}")]
        public static partial void NotReadAgain(ILogger logger, string registry, string repository, string reason);
    }
}
