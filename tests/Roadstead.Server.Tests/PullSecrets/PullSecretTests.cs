using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using static Roadstead.Server.Tests.PullSecrets.PullSecretWorld;

namespace Roadstead.Server.Tests.PullSecrets;

public sealed class PullSecretTests(PullSecretWorld world) : IClassFixture<PullSecretWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_HasTheSecretAndTheReference_AndTheGatewayTakesIt()
    {
        const string ns = "secret-join";
        await world.Cluster.CreateNamespaceAsync(ns, Cancellation);

        await world.JoinAsync(ns);
        await Eventually.TrueAsync(async () => Refers(await world.AccountAsync(ns)), "the default service account refers to the secret", Cancellation);

        var secret = (await world.SecretAsync(ns))!;
        Assert.Equal("kubernetes.io/dockerconfigjson", secret["type"]!.GetValue<string>());
        Assert.Equal("roadstead", secret["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]!.GetValue<string>());
        Assert.Equal("1", secret["metadata"]!["annotations"]!["roadstead.dev/generation"]!.GetValue<string>());
        Assert.Equal([world.Host.GatewayHost], Config(secret)!["auths"]!.AsObject().Select(auth => auth.Key));
        Assert.Equal(["auth"], Config(secret)!["auths"]![world.Host.GatewayHost]!.AsObject().Select(field => field.Key));
        Assert.True(await world.IsTakenAsync(world.Login(secret)!));
        await world.HasStateAsync(ns, "ready", null);
    }

    [Fact]
    public async Task Namespace_ThatComesLater_HasItsSecretBeforeAPodCanMissIt()
    {
        const string ns = "secret-later";
        await world.JoinAsync(ns);
        await world.HasStateAsync(ns, "pending", "namespace-missing");

        await world.Cluster.Admin.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } }, Cancellation);
        await Eventually.TrueAsync(async () => Refers(await world.AccountAsync(ns)) && await world.SecretAsync(ns) is not null, "secret and reference are there", Cancellation);
        await world.HasStateAsync(ns, "ready", null);

        await world.Cluster.Admin.DeleteAsync($"/api/v1/namespaces/{ns}", Cancellation);
        await world.HasStateAsync(ns, "pending", "namespace-missing");
    }

    [Fact]
    public async Task Leave_TakesTheSecretAndTheReference_LeavesOthers_AndTheCopiedCredentialIsDead()
    {
        const string ns = "secret-leave";
        await world.ReadyAsync(ns);
        await world.Cluster.Admin.PatchAsync(AccountPath(ns), JsonNode.Parse("""{"imagePullSecrets":[{"name":"theirs"},{"name":"roadstead-pull"}]}""")!, Cancellation);
        var copied = world.Login(await world.SecretAsync(ns))!;
        Assert.True(await world.IsTakenAsync(copied));

        await world.LeaveAsync(ns);

        Assert.False(await world.IsTakenAsync(copied));
        await Eventually.TrueAsync(async () => await world.SecretAsync(ns) is null && !Refers(await world.AccountAsync(ns)), "secret and reference are gone", Cancellation);
        var account = await world.AccountAsync(ns);
        Assert.Equal(["theirs"], account!["imagePullSecrets"]!.AsArray().Select(reference => reference!["name"]!.GetValue<string>()));
        Assert.Null(account["metadata"]!["annotations"]?["roadstead.dev/installation"]);
    }

    [Fact]
    public async Task Join_AccountThatRefersToOthers_KeepsThem()
    {
        const string ns = "secret-beside";
        await world.Cluster.CreateNamespaceAsync(ns, Cancellation);
        await world.Cluster.Admin.PatchAsync(AccountPath(ns), JsonNode.Parse("""{"imagePullSecrets":[{"name":"theirs"}]}""")!, Cancellation);

        await world.JoinAsync(ns);
        await world.HasStateAsync(ns, "ready", null);

        var account = await world.AccountAsync(ns);
        Assert.Equal(["theirs", "roadstead-pull"], account!["imagePullSecrets"]!.AsArray().Select(reference => reference!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ForeignSecret_IsLeftAlone_AndReplacedOnceItIsGone()
    {
        const string ns = "secret-foreign";
        await world.Cluster.CreateNamespaceAsync(ns, Cancellation);
        var theirs = JsonNode.Parse("""{"metadata":{"name":"roadstead-pull"},"type":"Opaque","data":{"mine":"bWluZQ=="}}""")!;
        var made = await world.Cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/secrets", theirs, Cancellation);
        await world.JoinAsync(ns);
        await world.HasStateAsync(ns, "failing", "foreign-secret");

        Assert.Contains("Delete it", (await StateAsync(world.Host, ns))["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Version(made), Version(await world.SecretAsync(ns)));
        Assert.False(Refers(await world.AccountAsync(ns)));

        await world.Cluster.Admin.DeleteAsync(SecretPath(ns), Cancellation);
        await world.HasStateAsync(ns, "ready", null);
        Assert.NotNull(world.Login(await world.SecretAsync(ns)));
    }

    [Fact]
    public async Task CopyInAnotherNamespace_LabelsAndAll_IsRemoved()
    {
        const string ns = "secret-copied";
        await world.ReadyAsync(ns);
        await world.Cluster.CreateNamespaceAsync("secret-copy-of", Cancellation);
        var copy = (await world.SecretAsync(ns))!;
        copy["metadata"] = new JsonObject { ["name"] = "roadstead-pull", ["labels"] = copy["metadata"]!["labels"]!.DeepClone() };

        await world.Cluster.Admin.CreateAsync("/api/v1/namespaces/secret-copy-of/secrets", copy, Cancellation);

        await Eventually.TrueAsync(async () => await world.SecretAsync("secret-copy-of") is null, "the copy is removed", Cancellation);
        Assert.NotNull(await world.SecretAsync(ns));
    }

    [Fact]
    public async Task BindUnbindAndBindAgain_WriteNoSecret_WhereNothingIsTakenAway()
    {
        const string ns = "secret-bind";
        await world.ReadyAsync(ns);
        var (secret, account) = (Version(await world.SecretAsync(ns)), Version(await world.AccountAsync(ns)));
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "upstream", Password = "of-the-registry" }, Cancellation);
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "bind-vault", type = "docker-registry", url = registry.Url.ToString(), username = "upstream", password = "of-the-registry" });
        var space = (await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/bind-vault/spaces", new { name = "team", visibility = "private" }))["id"]!.GetValue<string>();

        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/{ns}");
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/{ns}");

        // Another namespace that joins afterwards shows that what came before has been looked at.
        await world.ReadyAsync("secret-bind-after");
        Assert.Equal(secret, Version(await world.SecretAsync(ns)));
        Assert.Equal(account, Version(await world.AccountAsync(ns)));
    }

    [Fact]
    public async Task FailingSecret_ShowsAtTheBinding()
    {
        const string ns = "secret-failing";
        await world.Cluster.CreateNamespaceAsync(ns, Cancellation);
        await world.Cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/secrets", JsonNode.Parse("""{"metadata":{"name":"roadstead-pull"}}""")!, Cancellation);
        await world.JoinAsync(ns);
        await world.HasStateAsync(ns, "failing", "foreign-secret");
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "upstream", Password = "of-the-registry" }, Cancellation);
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "failing-vault", type = "docker-registry", url = registry.Url.ToString(), username = "upstream", password = "of-the-registry" });
        var space = (await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/failing-vault/spaces", new { name = "team", visibility = "private" }))["id"]!.GetValue<string>();

        var bound = await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/{ns}");

        Assert.Equal("failing", bound["workspaces"]![0]!["state"]!.GetValue<string>());
        Assert.Equal("foreign-secret", bound["workspaces"]![0]!["reason"]!.GetValue<string>());
        Assert.Contains(ns, bound["workspaces"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
