using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Registries.Detection;
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

/// <summary>Edits registries: what is new of the way to one is tried there before it is stored.</summary>
internal sealed class RegistryEditService(
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
    RegistryReader reader,
    IClusterPods pods,
    TimeProvider time)
{
    /// <param name="workspace">The workspace; null for the platform.</param>
    /// <param name="name">The registry.</param>
    /// <param name="request">The body.</param>
    /// <param name="acknowledge">The acknowledgement of an impact; null for none.</param>
    /// <param name="caller">Who asks; null for Roadstead itself, at the platform's registries.</param>
    /// <param name="cancellationToken">Ends it; nothing is stored then.</param>
    public async Task<Outcome<RegistryView>> EditAsync(
        string? workspace, string name, EditRegistry request, string? acknowledge, Caller? caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        var (owner, registry) = found.Value;
        if (request.Exclusive is { } exclusive && exclusive != registry.Exclusive && caller is not { IsPlatformAdmin: true })
            return Problem.ForField(ErrorCodes.Forbidden, "exclusive", "Only a platform admin may make a host exclusive.");
        var read = RegistryEdit.Read(request, registry, secrets);
        if (!read.IsSuccess)
            return read.Problem;

        var edit = read.Value;
        var before = RegistryViews.ForAudit(registry, passwordChanged: false);
        var claim = new HostClaim(owner, registry.Id, NewHosts(registry, edit), edit.Exclusive && !registry.Exclusive);
        if (claim.Exclusive)
            claim = claim with { Hosts = [.. claim.Hosts, .. registry.Hosts.Select(row => row.Host)] };
        if (await ownIdentity.FindAsync(edit.UrlChanged ? edit.Url : null, claim.Hosts, edit.PasswordGiven || edit.Credentials?.Username != registry.Username ? edit.Credentials : null, cancellationToken) is { } own)
            return own;
        if (await claim.FindHolderAsync(db, cancellationToken) is { } held)
            return held;

        RegistryInspection? inspection = null;
        if (edit.NeedsInspection)
        {
            var inspected = await InspectAsync(db, owner, registry, edit, caller, cancellationToken);
            if (!inspected.IsSuccess)
                return inspected.Problem;
            inspection = inspected.Value;
        }

        if (await claim.FindUsersAsync(db, pods, acknowledge, cancellationToken) is { } users)
            return users;

        var declared = registry.Hosts.ConvertAll(row => new DeclaredHost(row.Host, row.Prefix));
        var dropped = Apply(registry, edit, inspection);
        if (!db.ChangeTracker.HasChanges())
            return views.Of(registry);

        // By one that stands for another repository from now on, pods would pull something else.
        var lost = declared.Where(host => !registry.Hosts.Exists(row => row.Host == host.Host && row.Prefix == host.Prefix)).Select(host => host.Host).ToList();
        if (await reader.ImpactOfHostsAsync(db, registry, lost, cancellationToken) is { Workloads.Count: > 0 } impact && Impact.Check(impact, acknowledge) is { } unacknowledged)
            return unacknowledged;
        await RemovedHostRows.AddAsync(db, owner, name, dropped, time.GetUtcNow(), cancellationToken);
        await RemovedHostRows.ForgetAsync(db, owner, claim.Hosts, cancellationToken);
        var terms = new CommitTerms(Keeps: async (after, token) => await claim.FindHolderAsync(after, token) ?? await claim.FindUsersAsync(after, pods, acknowledge, token)
            ?? (inspection is { OwnRealm: true } ? await ownService.FindAsync(after, owner, name, registry.Id, registry.TokenService, token) : null));
        var audit = new AuditDraft("registry.edit", owner.ObjectOf(name), before, RegistryViews.ForAudit(registry, edit.PasswordGiven));
        var result = await changes.CommitAsync(db, [audit], terms, cancellationToken);
        if (result.ToProblem(ErrorCodes.HostAlreadyIntegrated) is { } refusal)
            return refusal;

        if (inspection is not null)
            await checker.NoteAsync(registry.Id, inspection.Signals, CancellationToken.None);
        return views.Of(registry);
    }

    private static IReadOnlyList<string> NewHosts(Registry registry, RegistryEdit edit) =>
        [.. (edit.ImageHosts ?? []).Select(host => host.Host).Append(edit.Url.Host).Distinct().Except(registry.Hosts.Select(row => row.Host))];

    private async Task<Outcome<RegistryInspection>> InspectAsync(
        RoadsteadDb db, RegistryOwner owner, Registry registry, RegistryEdit edit, Caller? caller, CancellationToken cancellationToken)
    {
        if (!owner.IsPlatform && budget.Check(caller!.UserId) is { } tooMany)
            return tooMany;

        // The pinned realm holds until an address, a realm or a password is given anew.
        var pinned = edit.TokenRealm ?? (edit.UrlChanged || registry.TokenRealm is null ? null : new Uri(registry.TokenRealm));
        var endpoint = new RegistryEndpoint(edit.Url.Value, edit.Credentials, edit.CaCertificate, edit.SkipVerify, addresses.For(owner.WorkspaceId), pinned) { NeedsAdministration = owner.IsPlatform };
        var inspection = await InspectAsync(endpoint);
        if (pinned is not null && edit.TokenRealm is null && inspection.Of(SignalName.Login) is { Reason: SignalReason.RealmNotTrusted })
        {
            if (!edit.PasswordGiven)
                return Problem.ForField(ErrorCodes.ValidationFailed, "password", $"The registry sends logins to {inspection.Identity?.TokenRealm?.GetLeftPart(UriPartial.Path)} now. Give the password again if that is right.");
            endpoint = endpoint with { TrustedRealm = null };
            inspection = await InspectAsync(endpoint);
        }

        if (!owner.IsPlatform)
            inspection = WorkspaceDiscretion.Apply(inspection);
        if (InspectionProblem.Of(inspection, registry.Type) is { } problem)
        {
            if (!owner.IsPlatform)
                budget.Use(caller!.UserId);
            return problem;
        }

        var possible = DeliveryChoice.Possible(inspection, edit.Credentials is not null);
        if (possible.Count == 0)
            return Problem.ForField(ErrorCodes.RegistryUnreachable, "url", "The registry did not say what it is. Try again.");
        if (edit.Delivery is { } asked && !possible.Contains(asked))
            return Problem.ForField(ErrorCodes.ValidationFailed, "delivery", $"Not possible: {DeliveryChoice.Refusal(asked, possible, drivers.OwnRealm)}");

        if (edit.UrlChanged)
        {
            await using var driver = drivers.Create(registry.Type, endpoint, inspection.Identity!.TokenRealm, inspection.Identity.TokenService);
            if (await sameRegistry.FindAsync(db, owner, registry.Id, edit.Url, inspection, driver, cancellationToken) is { } same)
                return same;
        }

        return inspection;

        async Task<RegistryInspection> InspectAsync(RegistryEndpoint at)
        {
            // An address that is left as it is has been good so far, whatever the detection thinks of it.
            var found = await inspector.InspectAsync(
                at, PastedAddress.Of(edit.Url.Value), registry.Type, edit.UrlChanged ? OtherAddress.Refuse : OtherAddress.Ignore, service => ownService.FindAsync(db, owner, registry.Name, registry.Id, service, cancellationToken), cancellationToken);
            return edit.UrlChanged ? found : found with { UrlNote = null };
        }
    }

    // Returns the hosts that the registry no longer speaks for.
    private IReadOnlyList<string> Apply(Registry registry, RegistryEdit edit, RegistryInspection? inspection)
    {
        registry.DisplayName = edit.DisplayName;
        registry.Url = edit.Url.Text;
        registry.Username = edit.Credentials?.Username;
        registry.CaCertificate = edit.CaCertificate;
        registry.SkipVerify = edit.SkipVerify;
        registry.Exclusive = edit.Exclusive;
        if (edit.Credentials is null)
            registry.PasswordCipher = null;
        else if (edit.PasswordGiven || registry.PasswordCipher is null)
            registry.PasswordCipher = secrets.Protect(edit.Credentials.Password, SecretPlace.RegistryPassword(registry.Id));
        if (edit.UrlChanged)
            EventSecretService.Give(registry, secrets); // what was there knows the one before
        if (inspection is { Identity: { } identity })
        {
            RegistryPinning.Apply(registry, identity);
            var possible = DeliveryChoice.Possible(inspection, edit.Credentials is not null);
            registry.Delivery = edit.Delivery ?? (edit.LoginComesOrGoes || !possible.Contains(registry.Delivery) ? possible[0] : registry.Delivery);
        }

        return RegistryHostRows.Set(registry, edit.Url.Host, edit.ImageHosts);
    }
}
