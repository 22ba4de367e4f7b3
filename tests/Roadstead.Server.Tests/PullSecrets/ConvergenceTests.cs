using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;
using static Roadstead.Server.Tests.PullSecrets.PullSecretWorld;

namespace Roadstead.Server.Tests.PullSecrets;

/// <summary>Wherever Roadstead ended, and whoever else is there: a start makes of it what the store says, and writes nothing besides.</summary>
public sealed class ConvergenceTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OnWhatACrashLeft_RepairsIt_AndWritesNothingElse()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        using var data = new TempDirectory();
        Task<JsonNode?> SecretAsync(string ns) => cluster.Admin.FindAsync(SecretPath(ns), Cancellation);
        Task<JsonNode?> AccountAsync(string ns) => cluster.Admin.FindAsync(AccountPath(ns), Cancellation);
        string[] all = ["start-whole", "start-no-reference", "start-no-secret", "start-left"];
        foreach (var ns in all)
            await cluster.CreateNamespaceAsync(ns, Cancellation);
        JsonNode orphan;
        await using (var first = await StartHostAsync(data.Path))
        {
            await ConnectAsync(first, cluster);
            foreach (var ns in all)
                await JoinAsync(first, ns);
            foreach (var ns in all)
                await HasStateAsync(first, ns, "ready", null);
            orphan = (await SecretAsync("start-left"))!;
            await first.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/start-left/namespaces/lab/start-left");
            await Eventually.TrueAsync(async () => await SecretAsync("start-left") is null && !Refers(await AccountAsync("start-left")), "the namespace was left", Cancellation);
        }

        // As if it had been killed after the secret and before the reference; after the reference was made and the secret deleted; before a namespace was left.
        var installation = orphan["metadata"]!["labels"]!["roadstead.dev/installation"]!.GetValue<string>();
        await cluster.Admin.PatchAsync(AccountPath("start-no-reference"), JsonNode.Parse("""{"imagePullSecrets":null}""")!, Cancellation);
        await cluster.Admin.DeleteAsync(SecretPath("start-no-secret"), Cancellation);
        foreach (var field in new[] { "resourceVersion", "uid", "creationTimestamp", "managedFields" })
            orphan["metadata"]!.AsObject().Remove(field);
        await cluster.Admin.CreateAsync("/api/v1/namespaces/start-left/secrets", orphan, Cancellation);
        await cluster.Admin.PatchAsync(
            AccountPath("start-left"),
            JsonNode.Parse($$"""{"metadata":{"annotations":{"roadstead.dev/installation":"{{installation}}"} },"imagePullSecrets":[{"name":"roadstead-pull"}]}""")!,
            Cancellation);
        var (secret, account) = (Version(await SecretAsync("start-whole")), Version(await AccountAsync("start-whole")));
        var changedAt = (await SecretAsync("start-whole"))!["metadata"]!["annotations"]!["roadstead.dev/changed-at"]!.GetValue<DateTimeOffset>();

        await using var second = await StartHostAsync(data.Path);
        foreach (var ns in all[..3])
            await HasStateAsync(second, ns, "ready", null);
        await Eventually.TrueAsync(
            async () => Refers(await AccountAsync("start-no-reference")) && await SecretAsync("start-no-secret") is not null
                && await SecretAsync("start-left") is null && !Refers(await AccountAsync("start-left")),
            "what was half made is whole, and what was left is gone",
            Cancellation);
        Assert.Equal(secret, Version(await SecretAsync("start-whole")));
        Assert.Equal(account, Version(await AccountAsync("start-whole")));
        Assert.Equal(changedAt, (await StateAsync(second, "start-whole"))["changedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task TwoRoadsteads_OnOneCluster_KeepToTheirOwn()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        await using var one = await StartHostAsync();
        await using var other = await StartHostAsync();
        await ConnectAsync(one, cluster);
        await ConnectAsync(other, cluster);
        foreach (var ns in new[] { "two-one", "two-other" })
            await cluster.CreateNamespaceAsync(ns, Cancellation);

        await JoinAsync(one, "two-one");
        await JoinAsync(other, "two-other");
        await HasStateAsync(one, "two-one", "ready", null);
        await HasStateAsync(other, "two-other", "ready", null);

        // Both claim the one's namespace: who came first has it, and the other one says so.
        var before = await cluster.Admin.GetAsync(SecretPath("two-one"), Cancellation);
        var account = await cluster.Admin.GetAsync(AccountPath("two-one"), Cancellation);
        await JoinAsync(other, "two-one");
        await HasStateAsync(other, "two-one", "failing", "foreign-secret");
        await other.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/two-one/namespaces/lab/two-one");
        await JoinAsync(other, "two-other");
        await HasStateAsync(other, "two-other", "ready", null);
        Assert.Equal(Version(before), Version(await cluster.Admin.GetAsync(SecretPath("two-one"), Cancellation)));
        Assert.Equal(Version(account), Version(await cluster.Admin.GetAsync(AccountPath("two-one"), Cancellation)));
        await HasStateAsync(one, "two-one", "ready", null);
    }

    [Fact]
    public async Task ApiServer_ThatDiesAndComesBack_IsFollowedFromThereOn()
    {
        await using var cluster = await KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        await using var host = await StartHostAsync();
        await ConnectAsync(host, cluster);
        await cluster.CreateNamespaceAsync("restart", Cancellation);
        await JoinAsync(host, "restart");
        await HasStateAsync(host, "restart", "ready", null);
        var before = Version(await cluster.Admin.GetAsync(SecretPath("restart"), Cancellation));

        await cluster.StopApiServerAsync();
        await JoinAsync(host, "restart-later");
        await cluster.StartApiServerAsync(Cancellation);
        await cluster.Admin.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "restart-later" } }, Cancellation);

        await HasStateAsync(host, "restart-later", "ready", null);
        Assert.Equal(before, Version(await cluster.Admin.GetAsync(SecretPath("restart"), Cancellation)));
        await cluster.Admin.DeleteAsync(SecretPath("restart"), Cancellation);
        await Eventually.TrueAsync(async () => await cluster.Admin.FindAsync(SecretPath("restart"), Cancellation) is not null, "the watch lives: the deleted secret is made again", Cancellation);
    }
}
