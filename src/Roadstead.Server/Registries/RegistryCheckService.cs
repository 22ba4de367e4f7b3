using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Registries.Detection;
using Roadstead.Server.Access;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries.Health;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Registries.Inspection;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Registries;

/// <summary>Checks that a person asks for: of an integrated registry, and of an address that nothing is stored of.</summary>
internal sealed class RegistryCheckService(
    IDbContextFactory<RoadsteadDb> contexts,
    RegistryChecker checker,
    RegistryInspector inspector,
    SecretProtector secrets,
    AddressPolicies addresses,
    OwnIdentity ownIdentity,
    OwnServiceRule ownService,
    ProbeBudget budget,
    RegistryViews views,
    ISpaceSync spaces,
    TimeProvider time)
{
    /// <summary>Checks every signal now; a login that was refused is tried once more.</summary>
    public async Task<Outcome<RegistryView>> CheckAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        await checker.CheckAsync(found.Value.Registry.Id, CheckDepth.Full, asked: true, cancellationToken);
        spaces.Request(found.Value.Registry.Id); // what it refused may be allowed by now
        return views.Of(found.Value.Registry);
    }

    /// <summary>Looks at an address; what is wrong there is a signal of the answer, not an error.</summary>
    public async Task<Outcome<ProbeView>> ProbeAsync(string? workspace, IntegrateRegistry request, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var read = await ReadAsync(db, workspace, request, caller, cancellationToken);
        if (!read.IsSuccess)
            return read.Problem;
        var (draft, owner) = read.Value;
        var endpoint = new RegistryEndpoint(draft.Url.Value, draft.Credentials, draft.CaCertificate, draft.SkipVerify, addresses.For(owner.WorkspaceId), draft.TokenRealm) { NeedsAdministration = owner.IsPlatform };
        return await LookAsync(owner, endpoint, caller, InspectAsync);

        Task<RegistryInspection> InspectAsync() => inspector.InspectAsync(
            endpoint, draft.Given.Pasted, chosen: null, OtherAddress.Follow, service => ownService.FindAsync(db, owner, draft.Name, Guid.Empty, service, cancellationToken), cancellationToken);
    }

    /// <summary>Says what is at an address, from the address and the certificate settings alone: no login is read, none is sent.</summary>
    public async Task<Outcome<ProbeView>> DetectAsync(string? workspace, IntegrateRegistry request, Caller caller, CancellationToken cancellationToken)
    {
        var bare = new IntegrateRegistry(null, null, request.Url, Tls: request.Tls);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var read = await ReadAsync(db, workspace, bare, caller, cancellationToken);
        if (!read.IsSuccess)
            return read.Problem;
        var (draft, owner) = read.Value;
        var endpoint = new RegistryEndpoint(draft.Url.Value, null, draft.CaCertificate, draft.SkipVerify, addresses.For(owner.WorkspaceId));
        return await LookAsync(owner, endpoint, caller, () => inspector.DetectAsync(endpoint, draft.Given.Pasted, cancellationToken));
    }

    /// <summary>Looks at what an edit would lead to, with the stored password where the edit leaves it.</summary>
    public async Task<Outcome<ProbeView>> ProbeEditAsync(string? workspace, string name, EditRegistry request, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;
        var (owner, registry) = found.Value;
        if (RegistryEdit.Read(request, registry, secrets) is var read && !read.IsSuccess)
            return read.Problem;
        if (budget.Check(caller.UserId) is { } tooMany)
            return tooMany;

        var edit = read.Value;
        if (await ownIdentity.FindAsync(edit.UrlChanged ? edit.Url : null, edit.ImageHosts?.Select(host => host.Host) ?? [], edit.PasswordGiven || edit.Credentials?.Username != registry.Username ? edit.Credentials : null, cancellationToken) is { } own)
            return own;

        // As for the edit itself: the pinned realm holds unless the address is a new one.
        var realm = edit.TokenRealm ?? (edit.UrlChanged || registry.TokenRealm is null ? null : new Uri(registry.TokenRealm));
        var endpoint = new RegistryEndpoint(edit.Url.Value, edit.Credentials, edit.CaCertificate, edit.SkipVerify, addresses.For(owner.WorkspaceId), realm) { NeedsAdministration = owner.IsPlatform };
        return await LookAsync(owner, endpoint, caller, InspectAsync);

        Task<RegistryInspection> InspectAsync() => inspector.InspectAsync(
            endpoint, PastedAddress.Of(edit.Url.Value), registry.Type, OtherAddress.Follow, service => ownService.FindAsync(db, owner, name, registry.Id, service, cancellationToken), cancellationToken);
    }

    // What stands in the way of a look is told before anything is sent.
    private async Task<Outcome<(RegistryDraft Draft, RegistryOwner Owner)>> ReadAsync(RoadsteadDb db, string? workspace, IntegrateRegistry request, Caller caller, CancellationToken cancellationToken)
    {
        if (RegistryDraft.Read(request, ofWorkspace: workspace is not null, probe: true) is var read && !read.IsSuccess)
            return read.Problem;
        if (budget.Check(caller.UserId) is { } tooMany)
            return tooMany;
        var owner = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!owner.IsSuccess)
            return owner.Problem;
        var draft = read.Value;
        return await ownIdentity.FindAsync(draft.Url, draft.Hosts, draft.Credentials, cancellationToken) is { } own ? own : (draft, owner.Value);
    }

    private async Task<ProbeView> LookAsync(RegistryOwner owner, RegistryEndpoint endpoint, Caller caller, Func<Task<RegistryInspection>> inspect)
    {
        budget.Use(caller.UserId);
        var inspection = await inspect();
        if (!owner.IsPlatform)
            inspection = WorkspaceDiscretion.Apply(inspection);
        var at = time.GetUtcNow();
        return new ProbeView(
            inspection.Identity?.Type,
            inspection.Identity?.Product,
            inspection.Identity?.Version,
            inspection.Identity?.Evidence ?? [],
            [.. inspection.Signals.Select(signal => new SignalView(signal.Name, signal.Ok, signal.Reason, signal.Message, at, null))],
            inspection.Identity?.Type is null ? [] : DeliveryChoice.Possible(inspection, endpoint.Credentials is not null),
            RegistryUrl.TextOf(inspection.Url ?? endpoint.Url),
            inspection.UrlNote);
    }
}
