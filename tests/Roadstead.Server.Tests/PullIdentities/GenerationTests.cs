using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Audit;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Storage;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.PullIdentities;

public sealed class GenerationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Renew_InAKubernetesCluster_KeepsTheOlderUntilTheNewestIsConfirmed()
    {
        await using var store = await StartAsync(["n"], AdmissionMode.Off);
        await RenewAsync(store, revoke: false);
        await RenewAsync(store, revoke: false);

        var generations = store.Publisher.AccountsOf("c")["n"];
        Assert.Equal([3, 2, 1], generations.Select(account => account.Generation));
        Assert.All(generations, account => Assert.True(store.Publisher.FindAccount(account.Account)!.Accepts(store.Get<GatewayAccounts>().Secret(account.AccountId, account.SecretCipher))));
        Assert.Equal(3, store.Get<IPullSecretContents>().Find("c", "n")!.Generation);

        await using var db = store.Open();
        var removed = await store.Get<GatewayAccounts>().ConfirmAsync(db, [generations[1].Account], Cancel);
        await store.Changes.CommitAsync(db, new AuditDraft("pull-identity.retire", "c"), Cancel);
        Assert.Equal([1], removed.Select(account => account.Generation));
        Assert.Equal([3, 2], store.Publisher.AccountsOf("c")["n"].Select(account => account.Generation));
        Assert.Null(store.Publisher.FindAccount(generations[2].Account));
    }

    [Theory]
    [InlineData(AdmissionMode.Off, 2)]
    [InlineData(AdmissionMode.Audit, 2)]
    [InlineData(AdmissionMode.Enforce, 1)]
    public async Task Revoke_RenewsWhereAdmissionDoesNotStopAPod(AdmissionMode admission, int newest)
    {
        await using var store = await StartAsync(["n"], admission);

        await RenewAsync(store, revoke: true);

        var content = store.Get<IPullSecretContents>().Find("c", "n")!;
        Assert.Equal(newest, content.Generation);
        Assert.Equal(newest == 1 ? 0 : 2, content.NewSecretSince);
    }

    [Fact]
    public async Task Confirm_OfManyNamespaces_IsFewPublications()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"n{i}")];
        await using var store = await StartAsync(names, AdmissionMode.Off);
        await RenewAsync(store, revoke: true);
        var version = store.Publisher.Version;

        foreach (var (ns, generations) in store.Publisher.AccountsOf("c"))
            store.Get<IIdentityConfirmations>().Confirm("c", ns, generations[0].Account);
        await Eventually.TrueAsync(() => store.Publisher.AccountsOf("c").Values.All(generations => generations.Length == 1), "the older generations are gone", Cancel);

        Assert.InRange(store.Publisher.Version - version, 1, 3);
        Assert.All(names, ns => Assert.Equal((2, 0), store.Get<IPullSecretContents>().Find("c", ns) is var content ? (content!.Generation, content.NewSecretSince) : default));
    }

    [Fact]
    public async Task Content_IsTheSameBytes_UntilSomethingChanges()
    {
        await using var store = await StartAsync(["n"], AdmissionMode.Off);
        var contents = store.Get<IPullSecretContents>();
        var (before, mark) = (contents.Find("c", "n")!, contents.MarksOf("c")["n"]);
        Assert.Equal(before.DockerConfigJson, contents.Find("c", "n")!.DockerConfigJson);
        Assert.Equal(mark, contents.MarksOf("c")["n"]);
        Assert.Null(contents.Find("c", "other"));
        Assert.DoesNotContain("auth", before.ToString(), StringComparison.Ordinal);

        await RenewAsync(store, revoke: false);

        Assert.NotEqual(before.DockerConfigJson, contents.Find("c", "n")!.DockerConfigJson);
        Assert.NotEqual(mark, contents.MarksOf("c")["n"]);
    }

    private static async Task<StoreFixture> StartAsync(IEnumerable<string> namespaces, AdmissionMode admission)
    {
        var store = await StoreFixture.StartAsync();
        var workspace = StoreRows.Workspace("team");
        await using var db = store.Open();
        db.AddRange(workspace, new Cluster { Name = "c", Kind = ClusterKind.Kubernetes, Admission = admission, CreatedAt = TimeProvider.System.GetUtcNow() });
        foreach (var ns in namespaces)
        {
            db.Add(StoreRows.Namespace("c", ns, workspace.Id));
            store.Get<GatewayAccounts>().Add(db, "c", ns, workspace.Id);
        }

        await store.Changes.CommitAsync(db, new AuditDraft("namespace.add", "c"), Cancel);
        return store;
    }

    private static async Task RenewAsync(StoreFixture store, bool revoke)
    {
        await using var db = store.Open();
        var accounts = store.Get<GatewayAccounts>();
        await (revoke ? accounts.RevokeAsync(db, account => true, Cancel) : accounts.RenewAsync(db, account => true, Cancel));
        Assert.True((await store.Changes.CommitAsync(db, new AuditDraft("identity.renew", "c"), Cancel)).IsCommitted);
    }
}
