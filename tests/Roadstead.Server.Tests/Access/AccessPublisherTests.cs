using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Audit;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Server.Tests.Storage;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Access;

public sealed class AccessPublisherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishAsync_ManyChangesAtOnce_ShareReadsAndAllAreIn()
    {
        const int changes = 200;
        await using var store = await StoreFixture.StartAsync();
        var before = store.Publisher.Version;

        // Somebody holds the store's write lock until all of them have come: a burst, however fast the machine is.
        await using var other = store.Open();
        var held = await other.Database.BeginTransactionAsync(Cancel);
        var burst = Task.WhenAll(Enumerable.Range(0, changes).Select(i => Task.Run(async () =>
        {
            await using var db = store.Open();
            db.Workspaces.Add(StoreRows.Workspace($"w{i}"));
            var result = await store.Changes.CommitAsync(db, new AuditDraft("workspace.create", $"w{i}"), Cancel);
            Assert.True(result.IsCommitted);
            Assert.NotNull(store.Publisher.Current.FindWorkspace($"w{i}"));
        }, Cancel)));
        await Eventually.TrueAsync(() => store.Changes.UnderWay == changes, "all changes are under way", Cancel);
        await held.DisposeAsync();
        await burst;

        var reads = store.Publisher.Version - before;
        Assert.True(reads is > 0 and <= changes / 2, $"{reads} reads for {changes} changes.");
    }

    [Fact]
    public async Task PublishAsync_AskedManyTimesAtOnce_ReadsFewTimes()
    {
        await using var store = await StoreFixture.StartAsync();
        var before = store.Publisher.Version;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => store.Publisher.PublishAsync(Cancel)));

        Assert.InRange(store.Publisher.Version - before, 1, 20);
    }

    [Fact]
    public async Task Publication_OfTheWholeStore_DecidesByIt()
    {
        await using var store = await StoreFixture.StartAsync();
        var (bound, other) = (StoreRows.Workspace("bound"), StoreRows.Workspace("other"));
        var registry = StoreRows.Registry("main", "reg.test");
        var space = StoreRows.Space(registry, "team-a", Visibility.Private);
        await using var db = store.Open();
        db.AddRange(bound, other, StoreRows.Cluster("c"), StoreRows.Namespace("c", "in", bound.Id), StoreRows.Namespace("c", "out", other.Id));
        db.AddRange(registry, StoreRows.Space(registry, "*", Visibility.Private), space, new Binding { SpaceId = space.Id, WorkspaceId = bound.Id, CreatedAt = DateTimeOffset.UtcNow });
        db.RemovedHosts.Add(new RemovedHost { Host = "gone.test", Registry = "gone", RemovedAt = DateTimeOffset.UtcNow });
        await store.Changes.CommitAsync(db, new AuditDraft("test.seed", "all"), Cancel);
        var map = store.Publisher.Current;

        Assert.Equal(AccessReason.Bound, map.Decide("c", "in", "reg.test/team-a/app:1").Reason);
        Assert.Equal(AccessReason.NotBound, map.Decide("c", "out", "reg.test/team-a/app:1").Reason);
        Assert.Equal(AccessReason.Bound, map.Decide("c", "in", "gateway.test/main/team-a/app:1").Reason);
        Assert.Equal(AccessReason.RegistryRemoved, map.Decide("c", "in", "gone.test/app").Reason);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "in", "docker.io/library/alpine").Reason);
    }

    [Fact]
    public async Task Upstreams_ALogin_IsDecryptedAndTheEndpointStaysTheSameWhileNothingOfItChanges()
    {
        await using var store = await StoreFixture.StartAsync();
        var registry = StoreRows.Registry("main", "reg.test");
        registry.Username = "robot";
        registry.PasswordCipher = store.Get<SecretProtector>().Protect("first", SecretPlace.RegistryPassword(registry.Id));
        registry.Hosts.Add(new RegistryHost { Host = "images.test", Kind = RegistryHostKind.Image });
        registry.Hosts.Add(new RegistryHost { Host = "old.test", Kind = RegistryHostKind.Alias });
        await using var db = store.Open();
        db.Add(registry);
        await store.Changes.CommitAsync(db, new AuditDraft("registry.create", "main"), Cancel);
        var first = store.Publisher.Upstreams[registry.Id];

        db.Add(StoreRows.Workspace("a"));
        await store.Changes.CommitAsync(db, new AuditDraft("workspace.create", "a"), Cancel);
        var second = store.Publisher.Upstreams[registry.Id];
        registry.PasswordCipher = store.Get<SecretProtector>().Protect("next", SecretPlace.RegistryPassword(registry.Id));
        await store.Changes.CommitAsync(db, new AuditDraft("registry.edit", "main"), Cancel);

        Assert.Equal("first", first.Endpoint.Credentials!.Password);
        Assert.Same(first.Endpoint, second.Endpoint);
        Assert.Equal("next", store.Publisher.Upstreams[registry.Id].Endpoint.Credentials!.Password);
        Assert.Equal(["images.test", "reg.test"], first.Hosts);
    }

    [Fact]
    public async Task FindAccount_OfANamespace_ComesAndGoesWithIt()
    {
        await using var store = await StoreFixture.StartAsync();
        var accounts = store.Get<GatewayAccounts>();
        var workspace = StoreRows.Workspace("a");
        await using var db = store.Open();
        db.AddRange(workspace, StoreRows.Cluster("c"), StoreRows.Namespace("c", "n", workspace.Id));
        var account = accounts.Add(db, "c", "n", workspace.Id);
        await store.Changes.CommitAsync(db, new AuditDraft("namespace.add", "c/n"), Cancel);
        var (name, secret) = (account.Account, accounts.Secret(account));

        Assert.Matches("^ns-[a-z2-7]{6}-[0-9a-f]{12}-1$", name);
        Assert.True(store.Publisher.FindAccount(name)!.Accepts(secret));
        Assert.False(store.Publisher.FindAccount(name)!.Accepts(secret + "x"));

        await accounts.RenewAsync(db, row => row.Namespace == "n", Cancel);
        await store.Changes.CommitAsync(db, new AuditDraft("namespace.renew", "c/n"), Cancel);
        Assert.Null(store.Publisher.FindAccount(name));
        Assert.True(store.Publisher.FindAccount(account.Account)!.Accepts(accounts.Secret(account)));
        Assert.NotEqual(secret, accounts.Secret(account));

        await using var remover = store.Open();
        remover.WorkspaceNamespaces.Remove((await remover.WorkspaceNamespaces.FindAsync(["c", "n"], Cancel))!);
        await store.Changes.CommitAsync(remover, new AuditDraft("namespace.remove", "c/n"), Cancel);
        Assert.Null(store.Publisher.FindAccount(account.Account));
    }

    [Theory]
    [InlineData(Delivery.None, null, "reg.test/")]
    [InlineData(Delivery.TokenService, null, "reg.test/")]
    [InlineData(Delivery.Gateway, null, "gateway.test/main/")]
    [InlineData(Delivery.Gateway, "team", "gateway.test/w/team/main/")]
    public void PullPrefix_ByDelivery_IsWhatMembersPullBy(Delivery delivery, string? workspace, string expected) =>
        Assert.Equal(expected, Roadstead.Server.Access.PullPrefix.Of(delivery, "reg.test", "gateway.test", "main", workspace));
}
