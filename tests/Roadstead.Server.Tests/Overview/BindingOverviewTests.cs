using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

/// <summary>What is on its way is counted on the dashboard and listed behind it.</summary>
public sealed class BindingOverviewTests(SharedRoadsteadHost server) : IClassFixture<SharedRoadsteadHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_binding_of_a_space_that_is_not_there_yet_and_a_Harbor_in_the_making_are_shown()
    {
        await FillAsync();
        using var admin = await Visitor.AdminAsync(server.Host);
        await Eventually.TrueAsync(
            async () => await admin.ReadAsync("/") is var page && page.Contains("One binding is on its way", StringComparison.Ordinal) && page.Contains("One managed Harbor is in the making", StringComparison.Ordinal),
            "both are counted", Token);
        Assert.Contains("href=\"/spaces/-/bindings?state=pending\"", await admin.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Contains("One binding is on its way", await admin.ReadAsync("/dashboard/attention", fragment: true), StringComparison.Ordinal);

        var list = await admin.ReadAsync("/spaces/-/bindings?state=pending&q=WANTED");
        Assert.Contains("The registry does not have the space.", list, StringComparison.Ordinal);
        Assert.Contains("href=\"/workspaces/waiting\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain("there-already", await admin.ReadAsync("/spaces/-/bindings"), StringComparison.Ordinal);
        Assert.Contains("No such binding", await admin.ReadAsync("/spaces/-/bindings?state=failing"), StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        var at = DateTimeOffset.UtcNow;
        await using var db = await server.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Token);
        var workspace = new Workspace { Name = "waiting", DisplayName = "Waiting", CreatedAt = at };
        var registry = new Registry { Name = "slow", DisplayName = "slow", Url = "https://slow.test", Type = RegistryType.Harbor, Delivery = Delivery.Gateway, CreatedAt = at };
        var wanted = new Space { RegistryId = registry.Id, Name = "wanted", Prefix = "wanted", Visibility = Visibility.Private, Presence = SpacePresence.Wanted, CreatedAt = at };
        var there = new Space { RegistryId = registry.Id, Name = "there-already", Prefix = "there-already", Visibility = Visibility.Private, Presence = SpacePresence.Present, CreatedAt = at };
        db.AddRange(workspace, registry, new RegistryHost { RegistryId = registry.Id, Host = "slow.test" }, wanted, there);
        db.AddRange(new Binding { SpaceId = wanted.Id, WorkspaceId = workspace.Id, CreatedAt = at }, new Binding { SpaceId = there.Id, WorkspaceId = workspace.Id, CreatedAt = at });
        db.Add(new Cluster { Name = "absent", Kind = ClusterKind.Standalone, CreatedAt = at });
        db.Add(new ManagedHarbor { Cluster = "absent", Namespace = "harbors", Name = "team", Source = HarborSource.Operator, CreatedAt = at });
        Assert.Equal(CommitStatus.Committed, (await server.Host.Services.GetRequiredService<ChangeService>().RecordAsync(db, Token)).Status);
    }
}
