using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>Makes, changes and deletes the spaces of platform registries.</summary>
internal sealed class SpaceService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SpaceReader reader, SpaceImpact impacts, IdentityChanges identities, TimeProvider time)
{
    /// <summary>The name of the space that holds everything no longer prefix does.</summary>
    public const string RootName = "*";

    public async Task<Outcome<SpaceView>> CreateAsync(string registry, CreateSpace request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(request.Name == RootName || RepositoryName.TryParse(request.Name, out _), "name", "A space's name is lower-case path components joined by '/', 1-255 characters, such as team-a or team-a/backend; or * for all that no other space holds.")
            .Require(request.Visibility is not null, "visibility", "visibility is public or private.");
        if (errors.ToProblem() is { } problem) return problem;

        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var found = await db.Registries.Include(row => row.Hosts).SingleOrDefaultAsync(row => row.WorkspaceId == null && row.Name == registry, cancellationToken);
        if (found is null) return new Problem(ErrorCodes.NotFound, $"There is no registry '{registry}'.");
        var space = new Space
        {
            RegistryId = found.Id,
            Registry = found,
            Name = request.Name!,
            Prefix = request.Name == RootName ? "" : request.Name!,
            Visibility = request.Visibility!.Value,
            CreatedAt = time.GetUtcNow(),
        };
        db.Spaces.Add(space);
        var result = await changes.CommitAsync(db, new AuditDraft("space.create", Name(space), null, Facts(space)), cancellationToken);
        return result.ToProblem(ErrorCodes.SpaceExists) is { } refusal ? refusal : await reader.ViewAsync(space, null, cancellationToken);
    }

    public Task<Outcome<SpaceView>> EditAsync(Guid id, EditSpace request, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryEditAsync(id, request, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else renewed accounts meanwhile.
    private async Task<Outcome<SpaceView>?> TryEditAsync(Guid id, EditSpace request, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        if (request.Visibility is not { } visibility || visibility == space.Visibility) return await reader.ViewAsync(space, null, cancellationToken);
        if (visibility is Visibility.Private && Impact.Check(await impacts.MakePrivateAsync(db, space, cancellationToken), acknowledge) is { } impact) return impact;

        var before = Facts(space);
        space.Visibility = visibility;
        if (visibility is Visibility.Private) await RevokeUnboundAsync(db, space, cancellationToken);
        var result = await changes.CommitAsync(db, new AuditDraft("space.edit", Name(space), before, Facts(space)), cancellationToken);
        if (LostRace.Is(result)) return null;
        return result.ToProblem() is { } refusal ? refusal : await reader.ViewAsync(space, null, cancellationToken);
    }

    public Task<Outcome<SpaceView>> DeleteAsync(Guid id, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryDeleteAsync(id, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else renewed accounts meanwhile.
    private async Task<Outcome<SpaceView>?> TryDeleteAsync(Guid id, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        if (Impact.Check(await impacts.DeleteAsync(db, space, cancellationToken), acknowledge) is { } impact) return impact;
        var view = await reader.ViewAsync(space, null, cancellationToken);
        var audit = new AuditDraft("space.delete", Name(space), Facts(space));
        await RevokeOfDeletedAsync(db, space, cancellationToken);
        db.Spaces.Remove(space);
        var result = await changes.CommitAsync(db, audit, cancellationToken);
        if (LostRace.Is(result)) return null;
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    public async Task<Outcome<ImpactView>> ImpactAsync(Guid id, string? action, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).AsNoTracking().SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        return action switch
        {
            "make-private" => await impacts.MakePrivateAsync(db, space, cancellationToken),
            "delete" => await impacts.DeleteAsync(db, space, cancellationToken),
            "unbind" => await impacts.UnbindAsync(db, space, [.. space.Bindings.Where(binding => workspace is null || binding.Workspace!.Name == workspace).Select(binding => binding.Workspace!)], cancellationToken),
            _ => Problem.ForField(ErrorCodes.ValidationFailed, "action", "action is make-private, delete or unbind."),
        };
    }

    private Task RevokeUnboundAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken) =>
        identities.RevokeAsync(db, space.Registry!, WorkspaceSet.AllBut([.. space.Bindings.Select(binding => binding.WorkspaceId)]), cancellationToken);

    private Task RevokeOfDeletedAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken) => identities.RevokeAsync(
        db, space.Registry!, space.Visibility is Visibility.Public ? WorkspaceSet.All : WorkspaceSet.Of([.. space.Bindings.Select(binding => binding.WorkspaceId)]), cancellationToken);

    internal static string Name(Space space) => $"{space.Registry!.Name}/{space.Name}";

    private static object Facts(Space space) => new { Registry = space.Registry!.Name, space.Name, space.Visibility, Workspaces = space.Bindings.Select(binding => binding.Workspace!.Name).Order(StringComparer.Ordinal).ToArray() };
}
