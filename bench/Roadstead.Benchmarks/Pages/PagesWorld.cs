using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Benchmarks.Pages;

/// <summary>A platform, straight into the store. Its registries are at an address where nothing listens, so that none is healthy.</summary>
internal sealed record PagesWorld(int Registries, int Spaces, int Workspaces, int Namespaces, int Bindings, int Clusters, int Images, int CountsPerMinute, int Changes)
{
    public const int HistoryDays = 30;

    public const string Member = "ed", MemberPassword = "password of ed";

    public static PagesWorld Large { get; } = new(Registries: 500, Spaces: 10_000, Workspaces: 2_000, Namespaces: 20_000, Bindings: 20_000, Clusters: 20, Images: 100_000, CountsPerMinute: 60, Changes: 100_000);

    /// <summary>What the large one is measured against: a platform of one team.</summary>
    public static PagesWorld Small { get; } = new(Registries: 3, Spaces: 10, Workspaces: 2, Namespaces: 4, Bindings: 10, Clusters: 1, Images: 100, CountsPerMinute: 1, Changes: 100);

    private static readonly RegistryType[] Types = [RegistryType.DockerRegistry, RegistryType.Harbor, RegistryType.DockerRegistry];

    public async Task FillAsync(BenchmarkServer server)
    {
        var services = server.Services;
        var contexts = services.GetRequiredService<IDbContextFactory<RoadsteadDb>>();
        var now = DateTimeOffset.UtcNow;
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            AddPlatform(db, now);
            var result = await services.GetRequiredService<ChangeService>().RecordAsync(db, CancellationToken.None);
            if (!result.IsCommitted) throw new InvalidOperationException($"The store could not be filled: {result}.");
        }

        await using var counts = await contexts.CreateDbContextAsync();
        await PagesHistory.AddAsync(counts, this, now);
        await PagesImages.AddAsync(services, counts, this);

        // A change by the API publishes what came by the back door: then the registries are watched.
        await server.SendAsync(HttpMethod.Patch, "workspaces/team-0", new { displayName = "Team zero" });
        await server.SendAsync(HttpMethod.Post, "users", new { name = Member, password = MemberPassword });
        await server.SendAsync(HttpMethod.Put, $"workspaces/team-0/members/{Member}", new { role = "editor" });
        while (services.GetRequiredService<IRegistryHealth>() is var health && counts.Registries.Select(row => row.Id).AsEnumerable().Any(id => health.Of(id).Status == RegistryStatus.Unknown))
            await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private void AddPlatform(RoadsteadDb db, DateTimeOffset at)
    {
        for (var i = 0; i < Clusters; i++)
            db.Clusters.Add(new Cluster { Name = $"cluster-{i}", Kind = ClusterKind.Standalone, CreatedAt = at });
        var workspaces = Enumerable.Range(0, Workspaces).Select(i => new Workspace { Name = $"team-{i}", DisplayName = $"Team {i}", CreatedAt = at }).ToArray();
        db.Workspaces.AddRange(workspaces);
        for (var i = 0; i < Namespaces; i++)
            db.WorkspaceNamespaces.Add(new WorkspaceNamespace { Cluster = $"cluster-{i % Clusters}", Namespace = $"namespace-{i}", WorkspaceId = workspaces[i % Workspaces].Id, CreatedAt = at });

        var registries = Enumerable.Range(0, Registries).Select(i => new Registry
        {
            Name = $"registry-{i:000}",
            DisplayName = $"Registry {i:000}",
            Url = $"http://127.0.0.1:9/{i}",
            Type = Types[i % Types.Length],
            Origin = i % 9 == 0 ? RegistryOrigin.Managed : RegistryOrigin.Integrated,
            Delivery = Delivery.Gateway,
            CreatedAt = at.AddDays(-i),
        }).ToArray();
        foreach (var registry in registries)
        {
            db.Registries.Add(registry);
            db.RegistryHosts.Add(new RegistryHost { RegistryId = registry.Id, Host = $"{registry.Name}.example.com" });
        }

        var spaces = Enumerable.Range(0, Spaces).Select(i => new Space
        {
            RegistryId = registries[i % Registries].Id,
            Name = $"space-{i}",
            Prefix = $"space-{i}",
            Visibility = i % 5 == 0 ? Visibility.Public : Visibility.Private,
            Presence = i % 997 == 0 ? SpacePresence.Wanted : null,
            CreatedAt = at,
        }).ToArray();
        db.Spaces.AddRange(spaces);
        for (var i = 0; i < Bindings; i++)
            db.Bindings.Add(new Binding { SpaceId = spaces[i % Spaces].Id, WorkspaceId = workspaces[((i * 7) + (i / Spaces)) % Workspaces].Id, CreatedAt = at });
    }
}
