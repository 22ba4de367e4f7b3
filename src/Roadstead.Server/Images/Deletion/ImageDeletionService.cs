using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Images.Crawl;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using RegistryImpact = Roadstead.Server.Registries.Hosts.Impact;

namespace Roadstead.Server.Images.Deletion;

/// <summary>
/// Removes tags and artifacts at the registry that holds them. What it holds is the registry's: nothing of it is stored here but the audit, and the index that is read again.
/// </summary>
internal sealed partial class ImageDeletionService(
    RegistryContent content, IRegistryConnections connections, DeletionImpact impacts, RepositoryStore repositories, RepositoryReader reader, ICrawlQueue crawls,
    IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, ImageOptions options, TimeProvider time, ILogger<ImageDeletionService> logger)
{
    private const int LongerForAll = 3;

    /// <summary>True when the login that Roadstead has there may delete. Asks nobody.</summary>
    public bool CanDelete(ImagePlace place) => Deletion(place.RegistryId) is not null;

    /// <summary>What runs and could not be pulled again.</summary>
    public Outcome<ImpactView> Impact(string? workspace, string registry, string? image, string? reference) => Impact(Find(workspace, registry, image, reference));

    /// <summary>The same, of all that a repository holds.</summary>
    public Outcome<ImpactView> ImpactOfAll(string? workspace, string registry, string? image) => Impact(Find(workspace, registry, image));

    /// <summary>Removes a tag, or by a digest an artifact with all its tags.</summary>
    /// <returns>What ran and cannot be pulled again.</returns>
    public Task<Outcome<ImpactView>> DeleteAsync(string? workspace, string registry, string? image, string? reference, string? acknowledge, CancellationToken cancellationToken) =>
        DeleteAsync(workspace, Find(workspace, registry, image, reference), acknowledge, cancellationToken);

    /// <summary>Removes a repository with all that it holds.</summary>
    /// <returns>What ran and cannot be pulled again.</returns>
    public Task<Outcome<ImpactView>> DeleteAllAsync(string? workspace, string registry, string? image, string? acknowledge, CancellationToken cancellationToken) =>
        DeleteAsync(workspace, Find(workspace, registry, image), acknowledge, cancellationToken);

    private Outcome<ImpactView> Impact(Outcome<DeletionTarget> target) => target.IsSuccess ? impacts.Of(target.Value) : target.Problem;

    private async Task<Outcome<ImpactView>> DeleteAsync(string? workspace, Outcome<DeletionTarget> found, string? acknowledge, CancellationToken cancellationToken)
    {
        if (!found.IsSuccess) return found.Problem;
        var target = found.Value;
        var impact = impacts.Of(target);
        if (RegistryImpact.Check(impact, acknowledge) is { } problem) return problem;
        if (connections.Find(target.Registry.Id) is not { } driver || Deletion(target.Registry.Id) is not { } deletion)
            return new Problem(ErrorCodes.CapabilityMissing, $"Registry '{target.Registry.Name}' cannot delete images, or the login that Roadstead has there may not.");

        cancellationToken.ThrowIfCancellationRequested();
        var (isSure, failure) = await SendAsync(driver, deletion, target);
        if (failure is not null && isSure) return failure;

        // From here on it is gone, or may be: noted and read again even if its caller has gone.
        var noted = await NoteAsync(workspace, target, impact, isSure);
        await ReadAgainAsync(target);
        return failure ?? noted ?? (Outcome<ImpactView>)impact;
    }

    private Outcome<DeletionTarget> Find(string? workspace, string registry, string? image)
    {
        var verdict = content.Locate(workspace, registry, image);
        if (!verdict.IsSuccess) return verdict.Problem;
        return RepositoryName.TryParse(verdict.Value.PathInRegistry(), out var name) ? new DeletionTarget(verdict.Value.Registry!, name, null, null) : new Problem(ErrorCodes.ImageNotFound);
    }

    private Outcome<DeletionTarget> Find(string? workspace, string registry, string? image, string? reference)
    {
        var all = Find(workspace, registry, image);
        if (!all.IsSuccess) return all;
        var asked = reference?.Trim();
        var digest = Digest.TryParse(asked, out var parsed) ? parsed : null;
        return digest is not null || TagName.TryParse(asked, out _)
            ? all.Value with { Reference = asked, Digest = digest }
            : Problem.ForField(ErrorCodes.ValidationFailed, "reference", "reference is the tag or the digest that is to go.");
    }

    private IImageDeletion? Deletion(Guid registryId) =>
        connections.Find(registryId) is { } driver && driver.Capabilities.Contains(RegistryCapability.Delete) ? driver.As<IImageDeletion>() : null;

    /// <returns>False when nobody knows whether it is gone; and what went wrong.</returns>
    private async Task<(bool IsSure, Problem? Failure)> SendAsync(IRegistryDriver driver, IImageDeletion deletion, DeletionTarget target)
    {
        var isSent = false;
        // A registry that keeps tags as folders removes those of a repository one after another.
        using var deadline = new CancellationTokenSource(target.Reference is null ? options.ArtifactTimeout * LongerForAll : options.ArtifactTimeout, time);
        var registry = target.Registry.Name;
        try
        {
            // To delete what is not there is no failure to a registry; whoever asked has the wrong name.
            if (!await IsThereAsync(driver, target, deadline.Token))
                return (true, new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' has no {target.What}."));
            isSent = true;
            await (target switch
            {
                { Reference: null } => deletion.DeleteRepositoryAsync(target.Name, deadline.Token),
                { Digest: { } digest } => deletion.DeleteArtifactAsync(target.Name, digest, deadline.Token),
                _ => deletion.DeleteTagAsync(target.Name, target.Reference, deadline.Token),
            });
            return (true, null);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return (!isSent, new Problem(ErrorCodes.RegistryUnavailable, !isSent ? $"Registry '{registry}' did not answer in time. Try again in a moment." : $"Registry '{registry}' did not answer in time. It may have deleted it all the same: look again in a moment."));
        }
        catch (RegistryException e)
        {
            Log.NotDeleted(logger, registry, target.What, e.Message);
            return e.Code switch
            {
                RegistryErrorCode.NotFound => (true, new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' has no {target.What}.")),
                RegistryErrorCode.Unsupported => (true, new Problem(ErrorCodes.CapabilityMissing, $"Registry '{registry}' deletes no images: {e.Message}")),
                RegistryErrorCode.Conflict => (true, new Problem(ErrorCodes.ImageProtected, $"Registry '{registry}' keeps it: {e.Message} Change that at the registry, then delete it.")),
                RegistryErrorCode.Denied or RegistryErrorCode.Invalid => (true, new Problem(ErrorCodes.CapabilityMissing, $"Registry '{registry}' refuses to delete it: {e.Message}")),
                RegistryErrorCode.Timeout or RegistryErrorCode.ServerError or RegistryErrorCode.InvalidAnswer or RegistryErrorCode.Unreachable when isSent =>
                    (false, new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry}' failed while it deleted. It may have deleted it all the same: look again in a moment.")),
                _ => (true, new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry}' could not be asked. Look at its health, and try again.")),
            };
        }
    }

    // What has no tag left is there all the same, as long as the index has not seen it go.
    private async Task<bool> IsThereAsync(IRegistryDriver driver, DeletionTarget target, CancellationToken cancellationToken) => target.Reference is null
        ? (await driver.ListTagsAsync(target.Name, cancellationToken)).Count > 0 || repositories.Find(target.Registry.Id, target.Name.Value) is not null
        : await driver.Content.ReadManifestAsync(target.Name, target.Reference, [], head: true, cancellationToken) is not null;

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
        [LoggerMessage(1, LogLevel.Information, "{What} at registry {Registry} could not be deleted: {Reason}")]
        public static partial void NotDeleted(ILogger logger, string registry, string what, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Repository} at registry {Registry} could not be read again at once: {Reason}")]
        public static partial void NotReadAgain(ILogger logger, string registry, string repository, string reason);
    }
}
