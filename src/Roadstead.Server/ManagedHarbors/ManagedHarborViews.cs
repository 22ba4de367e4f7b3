using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.ManagedHarbors.Objects;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>Puts a Harbor in a cluster together for people: what should be, how it does, and how far its integration is.</summary>
internal sealed class ManagedHarborViews(HarborBoard board, IRegistryHealth health)
{
    public async Task<ManagedHarborView> OfAsync(RoadsteadDb db, ManagedHarbor harbor, CancellationToken cancellationToken) => (await OfAsync(db, [harbor], cancellationToken))[0];

    public async Task<IReadOnlyList<ManagedHarborView>> OfAsync(RoadsteadDb db, IReadOnlyList<ManagedHarbor> harbors, CancellationToken cancellationToken)
    {
        var ids = harbors.Select(harbor => harbor.RegistryId).OfType<Guid>().ToList();
        var names = await db.Registries.Where(registry => ids.Contains(registry.Id) && registry.WorkspaceId == null).ToDictionaryAsync(registry => registry.Id, registry => registry.Name, cancellationToken);
        return [.. harbors.Select(harbor => Of(harbor, harbor.RegistryId is { } id ? names.GetValueOrDefault(id) : null))];
    }

    /// <summary>What of a Harbor is worth auditing: what was decided, no password.</summary>
    public static object ForAudit(ManagedHarbor harbor, bool passwordChanged = false) =>
        new { Settings = HarborSettingsJson.Read(harbor.Settings), harbor.Choice, PasswordChanged = passwordChanged };

    private ManagedHarborView Of(ManagedHarbor harbor, string? registry)
    {
        var key = new HarborKey(harbor.Cluster, harbor.Namespace, harbor.Name);
        return new ManagedHarborView(
            harbor.Cluster,
            harbor.Namespace,
            harbor.Name,
            harbor.Source,
            harbor.Made,
            harbor.ExternalUrl,
            harbor.Version,
            board.InstanceOf(key),
            IntegrationOf(key, registry),
            registry,
            registry is null ? null : health.Of(harbor.RegistryId!.Value).Status,
            HarborSettingsJson.Read(harbor.Settings),
            harbor.CreatedAt);
    }

    // A registry that was removed a moment ago is none, whatever was last seen of it.
    private HarborIntegrationView IntegrationOf(HarborKey key, string? registry) => board.IntegrationOf(key) is var seen && seen.State is HarborIntegrationState.Integrated && registry is null
        ? new HarborIntegrationView(HarborIntegrationState.Pending, HarborReason.Starting, "It is looked at in a moment.", seen.ChangedAt)
        : seen;
}
