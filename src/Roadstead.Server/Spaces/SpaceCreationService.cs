using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Registries;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>Makes spaces of platform registries. One that the registry itself is to have is made there in the background: the call waits for no registry.</summary>
internal sealed class SpaceCreationService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SpaceReader reader, IRegistryConnections connections, ISpaceSync sync, TimeProvider time)
{
    /// <summary>The name of the space that holds everything no longer prefix does.</summary>
    public const string RootName = "*";

    public async Task<Outcome<SpaceView>> CreateAsync(string registry, CreateSpace request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(request.Name == RootName || RepositoryName.TryParse(request.Name, out _), "name", "A space's name is lower-case path components joined by '/', 1-255 characters, such as team-a or team-a/backend; or * for all that no other space holds.")
            .Require(request.Visibility is not null, "visibility", "visibility is public or private.")
            .Require(request.QuotaBytes is null or > 0, "quotaBytes", "quotaBytes is more than 0; leave it out for no limit.");
        if (errors.ToProblem() is { } problem) return problem;

        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var found = await db.Registries.Include(row => row.Hosts).SingleOrDefaultAsync(row => row.WorkspaceId == null && row.Name == registry, cancellationToken);
        if (found is null) return new Problem(ErrorCodes.NotFound, $"There is no registry '{registry}'.");
        var driver = connections.Find(found.Id);
        var admin = driver?.As<ISpaceAdministration>();
        var part = await SpacePart.ReadAsync(db, found.Id, request.Name!, cancellationToken);
        if ((part?.Check(request.Name!) ?? (admin is null || part is not null ? CheckQuota(request) : Check(request, driver!, admin))) is { } refused) return refused;

        var space = new Space
        {
            RegistryId = found.Id,
            Registry = found,
            Name = request.Name!,
            Prefix = request.Name == RootName ? "" : request.Name!,
            Visibility = request.Visibility!.Value,
            QuotaBytes = request.QuotaBytes,
            CreatedAt = time.GetUtcNow(),
        };
        if (admin is not null && part is null)
        {
            space.Presence = SpacePresence.Wanted;
            SpaceStates.Restart(space, space.CreatedAt);
        }

        db.Spaces.Add(space);
        var result = await changes.CommitAsync(db, new AuditDraft("space.create", SpaceFacts.Name(space), null, SpaceFacts.Of(space)), cancellationToken);
        if (result.ToProblem(ErrorCodes.SpaceExists) is { } refusal) return refusal;
        sync.Request(found.Id);
        return await reader.ViewAsync(space, null, cancellationToken);
    }

    /// <summary>What the registry cannot do; null when it can.</summary>
    internal static Problem? CheckCapability(IRegistryDriver? driver, string capability, string field, string what) =>
        driver?.Capabilities.Contains(capability) == true
            ? null
            : Problem.ForField(ErrorCodes.CapabilityMissing, field, $"With the login that it is integrated with, the registry {what}: it lacks the capability '{capability}'.");

    private static Problem? CheckQuota(CreateSpace request) =>
        request.QuotaBytes is null ? null : Problem.ForField(ErrorCodes.CapabilityMissing, "quotaBytes", "Only spaces of the registry's own can be limited: nothing limits what this one holds.");

    private static Problem? Check(CreateSpace request, IRegistryDriver driver, ISpaceAdministration admin)
    {
        if (request.Name == RootName)
            return Problem.ForField(ErrorCodes.ValidationFailed, "name", "This registry has spaces of its own, which together hold all of it: there is no space *.");
        if (admin.CheckName(request.Name!) is { } rule)
            return Problem.ForField(ErrorCodes.ValidationFailed, "name", rule);
        return CheckCapability(driver, RegistryCapability.CreateSpace, "name", "makes no spaces")
            ?? (request.QuotaBytes is null ? null : CheckCapability(driver, RegistryCapability.SetQuota, "quotaBytes", "limits no spaces"));
    }
}
