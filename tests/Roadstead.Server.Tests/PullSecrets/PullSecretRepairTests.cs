using System.Text.Json.Nodes;
using Roadstead.Testing;
using static Roadstead.Server.Tests.PullSecrets.PullSecretWorld;

namespace Roadstead.Server.Tests.PullSecrets;

/// <summary>Whatever somebody does to a pull secret or its reference, it is as it was a moment later.</summary>
public sealed class PullSecretRepairTests(PullSecretWorld world) : IClassFixture<PullSecretWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("emptied", """{"data":{".dockerconfigjson":"e30="}}""")]
    [InlineData("crowded", """{"data":{"more":"bW9yZQ=="}}""")]
    [InlineData("unlabelled", """{"metadata":{"labels":null}}""")]
    [InlineData("unmarked", """{"metadata":{"annotations":{"roadstead.dev/account":null,"roadstead.dev/content-hash":"0"}}}""")]
    [InlineData("frozen", """{"immutable":true}""")]
    public async Task EditedSecret_IsRepaired(string how, string patch)
    {
        var ns = $"repair-{how}";
        await world.ReadyAsync(ns);
        var before = (await world.SecretAsync(ns))!;

        await world.Cluster.Admin.PatchAsync(SecretPath(ns), JsonNode.Parse(patch)!, Cancellation);

        await IsAsBeforeAsync(ns, before);
    }

    [Fact]
    public async Task DeletedSecret_IsMadeAgain()
    {
        const string ns = "repair-deleted";
        await world.ReadyAsync(ns);
        var before = (await world.SecretAsync(ns))!;

        await world.Cluster.Admin.DeleteAsync(SecretPath(ns), Cancellation);

        await IsAsBeforeAsync(ns, before);
    }

    [Fact]
    public async Task SecretOfAnotherType_OfOurs_IsMadeAgain()
    {
        const string ns = "repair-type";
        await world.ReadyAsync(ns);
        var before = (await world.SecretAsync(ns))!;
        var other = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "roadstead-pull", ["labels"] = before["metadata"]!["labels"]!.DeepClone() },
            ["type"] = "Opaque",
            ["data"] = new JsonObject { [".dockerconfigjson"] = "bm8ganNvbg==" },
        };

        // Deleted and made anew by hand, until the hand was faster than Roadstead.
        await Eventually.TrueAsync(
            async () =>
            {
                await world.Cluster.Admin.TrySendAsync(HttpMethod.Delete, SecretPath(ns), null, Cancellation);
                var (status, _) = await world.Cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/secrets", System.Net.Http.Json.JsonContent.Create(other), Cancellation);
                return status == System.Net.HttpStatusCode.Created;
            },
            "the other secret was made",
            Cancellation);

        await IsAsBeforeAsync(ns, before);
    }

    [Theory]
    [InlineData("unreferred", """{"imagePullSecrets":null}""")]
    [InlineData("unowned", """{"metadata":{"annotations":null}}""")]
    public async Task EditedServiceAccount_RefersAgain_AndOthersStay(string how, string patch)
    {
        var ns = $"repair-{how}";
        await world.ReadyAsync(ns);

        await world.Cluster.Admin.PatchAsync(AccountPath(ns), JsonNode.Parse(patch)!, Cancellation);
        await world.Cluster.Admin.PatchAsync(AccountPath(ns), JsonNode.Parse("""{"imagePullSecrets":[{"name":"theirs"}]}""")!, Cancellation);

        await Eventually.TrueAsync(
            async () => await world.AccountAsync(ns) is { } account && Refers(account) && account["metadata"]!["annotations"]?["roadstead.dev/installation"] is not null,
            "the service account refers to the secret again",
            Cancellation);
        Assert.Contains((await world.AccountAsync(ns))!["imagePullSecrets"]!.AsArray(), reference => reference!["name"]!.GetValue<string>() == "theirs");
    }

    [Fact]
    public async Task DeletedServiceAccount_IsMadeWithTheReference()
    {
        const string ns = "repair-account";
        await world.ReadyAsync(ns);
        var before = Uid(await world.AccountAsync(ns));

        await world.Cluster.Admin.DeleteAsync(AccountPath(ns), Cancellation);

        await Eventually.TrueAsync(async () => await world.AccountAsync(ns) is { } account && Uid(account) != before && Refers(account), "there is a service account with the reference", Cancellation);
    }

    private Task IsAsBeforeAsync(string ns, JsonNode before) => Eventually.TrueAsync(
        async () => await world.SecretAsync(ns) is { } now
            && now["type"]!.GetValue<string>() == "kubernetes.io/dockerconfigjson"
            && JsonNode.DeepEquals(now["data"], before["data"])
            && now["immutable"] is null
            && JsonNode.DeepEquals(now["metadata"]!["labels"], before["metadata"]!["labels"])
            && Marks(now).SequenceEqual(Marks(before))
            && Refers(await world.AccountAsync(ns)),
        "the secret is as it was",
        Cancellation);

    private static IEnumerable<string?> Marks(JsonNode secret) =>
        new[] { "account", "generation", "content-hash" }.Select(name => secret["metadata"]!["annotations"]?[$"roadstead.dev/{name}"]?.GetValue<string>());
}
