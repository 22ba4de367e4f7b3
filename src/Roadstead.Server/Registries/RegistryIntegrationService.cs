using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Events;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Registries.Health;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Registries.Inspection;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Registries;

/// <summary>Integrates registries: everything is checked, here and at the registry, before anything is stored.</summary>
internal sealed class RegistryIntegrationService(
    IDbContextFactory<RoadsteadDb> contexts,
    ChangeService changes,
    SecretProtector secrets,
    RegistryInspector inspector,
    RegistryDrivers drivers,
    AddressPolicies addresses,
    OwnIdentity ownIdentity,
    OwnServiceRule ownService,
    SameRegistry sameRegistry,
    ProbeBudget budget,
    RegistryChecker checker,
    RegistryViews views,
    IClusterPods pods,
    TimeProvider time)
{
    /// <param name="workspace">The workspace that integrates it; null for the platform.</param>
    /// <param name="request">The body.</param>
    /// <param name="acknowledge">The acknowledgement of an impact; null for none.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends it; nothing is stored then.</param>
    public Task<Outcome<RegistryView>> IntegrateAsync(string? workspace, IntegrateRegistry request, string? acknowledge, Caller caller, CancellationToken cancellationToken) =>
        IntegrateAsync(workspace, request, Guid.CreateVersion7(), RegistryOrigin.Integrated, acknowledge, caller, cancellationToken);

    /// <summary>Integrates a platform registry that nobody asked for by hand: a Harbor in a cluster.</summary>
    /// <param name="id">The id that it gets, noted before, so that whoever is killed meanwhile knows it again.</param>
    /// <param name="request">As a body would say it.</param>
    /// <param name="cancellationToken">Ends it; nothing is stored then.</param>
    public Task<Outcome<RegistryView>> IntegrateManagedAsync(Guid id, IntegrateRegistry request, CancellationToken cancellationToken) =>
        IntegrateAsync(null, request, id, RegistryOrigin.Managed, null, null, cancellationToken);

    // No caller: Roadstead itself, for the platform.
    private async Task<Outcome<RegistryView>> IntegrateAsync(
        string? workspace, IntegrateRegistry request, Guid id, RegistryOrigin origin, string? acknowledge, Caller? caller, CancellationToken cancellationToken)
    {
        if (RegistryDraft.Read(request, ofWorkspace: workspace is not null, probe: false) is var read && !read.IsSuccess)
            return read.Problem;
        var draft = read.Value;
        if (draft.Exclusive && caller is not { IsPlatformAdmin: true })
            return Problem.ForField(ErrorCodes.Forbidden, "exclusive", "Only a platform admin may make a host exclusive.");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;
        var owner = found.Value;
        if (!owner.IsPlatform && budget.Check(caller!.UserId) is { } tooMany)
            return tooMany;

        var registry = Create(draft, owner, id, origin);
        var claim = new HostClaim(owner, registry.Id, draft.Hosts, draft.Exclusive);
        if (await ownIdentity.FindAsync(draft.Url, draft.Hosts, draft.Credentials, cancellationToken) is { } own)
            return own;
        if (await FindNameAsync(db, registry, cancellationToken) is { } taken)
            return taken;
        if (await claim.FindHolderAsync(db, cancellationToken) is { } held)
            return held;

        var endpoint = new RegistryEndpoint(draft.Url.Value, draft.Credentials, draft.CaCertificate, draft.SkipVerify, addresses.For(owner.WorkspaceId), draft.TokenRealm) { NeedsAdministration = owner.IsPlatform };
        var inspection = await inspector.InspectAsync(endpoint, draft.Given.Pasted, draft.Type, origin == RegistryOrigin.Managed ? OtherAddress.Ignore : OtherAddress.Refuse, service => ownService.FindAsync(db, owner, registry.Name, registry.Id, service, cancellationToken), cancellationToken);
        if (!owner.IsPlatform)
            inspection = WorkspaceDiscretion.Apply(inspection);
        if (Judge(draft, inspection, origin) is { } refusal)
        {
            if (!owner.IsPlatform)
                budget.Use(caller!.UserId);
            return refusal;
        }

        await using (var driver = drivers.Create(draft.Type!.Value, endpoint, inspection.Identity!.TokenRealm, inspection.Identity.TokenService))
        {
            if (await sameRegistry.FindAsync(db, owner, registry.Id, draft.Url, inspection, driver, cancellationToken) is { } same)
                return same;
        }

        if (await claim.FindUsersAsync(db, pods, acknowledge, cancellationToken) is { } users)
            return users;

        RegistryPinning.Apply(registry, inspection.Identity);
        registry.Delivery = draft.Delivery ?? DeliveryChoice.Possible(inspection, draft.Credentials is not null)[0];
        return await StoreAsync(db, registry, claim, inspection, acknowledge, cancellationToken);
    }

    private Problem? Judge(RegistryDraft draft, RegistryInspection inspection, RegistryOrigin origin)
    {
        var type = draft.Type!.Value;
        if (draft.Given.NotStored is { } notStored && inspection.Identity is not { IsRegistry: true })
            return Problem.ForField(ErrorCodes.ValidationFailed, "url", notStored);
        if (origin == RegistryOrigin.Managed)
            inspection = inspection with { UrlNote = null };
        if (InspectionProblem.Of(inspection, type) is { } problem)
            return problem;
        if (!drivers.Knows(type))
            return Problem.ForField(ErrorCodes.CapabilityMissing, "type", "This version does not integrate registries of this type.");

        var possible = DeliveryChoice.Possible(inspection, draft.Credentials is not null);
        if (possible.Count == 0)
            return Problem.ForField(ErrorCodes.RegistryUnreachable, "url", "The registry did not say what it is. Try again.");
        return draft.Delivery is not { } asked || possible.Contains(asked)
            ? null
            : Problem.ForField(ErrorCodes.ValidationFailed, "delivery", $"Not possible: {DeliveryChoice.Refusal(asked, possible, drivers.OwnRealm)}");
    }

    private async Task<Outcome<RegistryView>> StoreAsync(
        RoadsteadDb db, Registry registry, HostClaim claim, RegistryInspection inspection, string? acknowledge, CancellationToken cancellationToken)
    {
        db.Registries.Add(registry);
        await RemovedHostRows.ForgetAsync(db, claim.Owner, claim.Hosts, cancellationToken);

        // What was free a moment ago may have been taken while the registry was asked.
        var terms = new CommitTerms(Keeps: async (after, token) => await claim.FindHolderAsync(after, token) ?? await claim.FindUsersAsync(after, pods, acknowledge, token)
            ?? (inspection.OwnRealm ? await ownService.FindAsync(after, claim.Owner, registry.Name, registry.Id, registry.TokenService, token) : null));
        var audit = new AuditDraft("registry.integrate", claim.Owner.ObjectOf(registry.Name), null, RegistryViews.ForAudit(registry, passwordChanged: registry.PasswordCipher is not null));
        var result = await changes.CommitAsync(db, [audit], terms, cancellationToken);
        if (result.ToProblem(result.Where?.Contains("Hosts", StringComparison.Ordinal) == true ? ErrorCodes.HostAlreadyIntegrated : ErrorCodes.NameTaken) is { } refusal)
            return refusal;

        await checker.NoteAsync(registry.Id, inspection.Signals, CancellationToken.None);
        return views.Of(registry, claim.Owner.Workspace);
    }

    private Registry Create(RegistryDraft draft, RegistryOwner owner, Guid id, RegistryOrigin origin)
    {
        var registry = new Registry
        {
            Id = id,
            Name = draft.Name,
            DisplayName = draft.DisplayName,
            WorkspaceId = owner.WorkspaceId,
            Type = draft.Type!.Value,
            Url = draft.Url.Text,
            Username = draft.Credentials?.Username,
            CaCertificate = draft.CaCertificate,
            SkipVerify = draft.SkipVerify,
            Exclusive = draft.Exclusive,
            Origin = origin,
            CreatedAt = time.GetUtcNow(),
        };
        if (draft.Credentials is { } credentials)
            registry.PasswordCipher = secrets.Protect(credentials.Password, SecretPlace.RegistryPassword(registry.Id));
        EventSecretService.Give(registry, secrets);
        RegistryHostRows.Set(registry, draft.Url.Host, draft.ImageHosts);

        // A Docker Registry has no spaces of its own: all of it is private until somebody divides it.
        if (owner.IsPlatform && registry.Type == RegistryType.DockerRegistry)
            registry.Spaces.Add(new Space { RegistryId = registry.Id, Name = "*", Prefix = "", Visibility = Visibility.Private, CreatedAt = registry.CreatedAt });
        return registry;
    }

    private static async Task<Problem?> FindNameAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken) =>
        await db.Registries.AnyAsync(row => row.WorkspaceId == registry.WorkspaceId && row.Name == registry.Name, cancellationToken)
            ? Problem.ForField(ErrorCodes.NameTaken, "name", $"There is a registry '{registry.Name}' already. Choose another name.")
            : null;
}
