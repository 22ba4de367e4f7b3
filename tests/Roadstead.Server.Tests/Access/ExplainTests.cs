using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Gateway;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Access;

public sealed class ExplainTests(DoorsWorld world) : IClassFixture<DoorsWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bound_IsAllowedAndEveryStepHolds()
    {
        await world.PostAsync("/api/v1/registries/vault/check", new { });

        var view = await ExplainAsync("blue", $"{world.Host.GatewayHost}/vault/team-a/app:v1");

        Assert.True(view["allowed"]!.GetValue<bool>());
        Assert.Equal(("allowed", "bound", "vault", "team-a", "blue"), (Text(view, "verdict"), Text(view, "reason"), Text(view, "registry"), Text(view, "space"), Text(view, "workspace")));
        Assert.Null(view["remedy"]);
        Assert.True(view["mapVersion"]!.GetValue<long>() > 0);
        Assert.Equal(
            ["reference:True", "workspace:True", "registry:True", "space:True", "binding:True", "registry-healthy:True", "identity:True", "secret:", "image:True"],
            Steps(view));
        Assert.Contains(world.Private.Digest, Detail(view, "image"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unbound_IsDeniedWithTheRemedy_AndNothingIsToldOfTheImage()
    {
        var view = await ExplainAsync("red", $"{world.Host.GatewayHost}/vault/team-a/app:v1");

        Assert.False(view["allowed"]!.GetValue<bool>());
        Assert.Equal(("denied", "not-bound"), (Text(view, "verdict"), Text(view, "reason")));
        Assert.NotEmpty(Text(view, "remedy"));
        var binding = Step(view, "binding");
        Assert.False(binding["ok"]!.GetValue<bool>());
        Assert.NotEmpty(binding["remedy"]!.GetValue<string>());
        Assert.Null(Step(view, "image")["ok"]);
        Assert.DoesNotContain(world.Private.Digest, view.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TagThatIsNotThere_IsFoundOut()
    {
        var view = await ExplainAsync("blue", $"{world.Host.GatewayHost}/vault/team-a/app:v9");

        Assert.True(view["allowed"]!.GetValue<bool>());
        Assert.False(Step(view, "image")["ok"]!.GetValue<bool>());
    }

    [Fact]
    public async Task NameOfTheRegistryItself_IsAllowedButSaysByWhichNameToPull()
    {
        var view = await ExplainAsync("blue", $"{world.Registry.Url.Authority}/team-a/app:v1");

        Assert.True(view["allowed"]!.GetValue<bool>());
        Assert.False(Step(view, "identity")["ok"]!.GetValue<bool>());
        Assert.Contains($"{world.Host.GatewayHost}/vault/team-a/app", Step(view, "identity")["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deadbeefdeadbeef", "invalid", "image-id")]
    [InlineData("Not An Image", "invalid", "unparseable")]
    [InlineData("quay.io/other/app:v1", "unmanaged", "unmanaged-allowed")]
    public async Task OtherNames_AreExplainedWithoutAskingAnyRegistry(string image, string verdict, string reason)
    {
        var view = await ExplainAsync("blue", image);

        Assert.Equal((verdict, reason), (Text(view, "verdict"), Text(view, "reason")));
        Assert.DoesNotContain(view["steps"]!.AsArray(), step => Text(step!, "check") == "image");
    }

    [Fact]
    public async Task MissingParameters_AreNamedEach()
    {
        var problem = await world.Host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/access?cluster=lab", null, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(["image", "namespace"], problem["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    public async Task OtherPeoplesNamespaces_AreNotExplained()
    {
        using var ivy = await world.Host.UserAsync("ivy", "red");
        var query = $"&image={world.Host.GatewayHost}/vault/team-a/app:v1";

        await ivy.GetOkAsync($"/api/v1/access?cluster=lab&namespace=red{query}");
        await ivy.SendRefusedAsync(HttpMethod.Get, $"/api/v1/access?cluster=lab&namespace=blue{query}", null, HttpStatusCode.NotFound, "not-found");
        await world.Host.Anonymous.SendRefusedAsync(HttpMethod.Get, $"/api/v1/access?cluster=lab&namespace=red{query}", null, HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task DeadRegistry_SaysSoAndNothingWaits()
    {
        await using var dead = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        await using var proxy = await RegistryProxy.StartAsync(dead.Url);
        await world.PostAsync("/api/v1/registries", new { name = "dead", type = "docker-registry", url = proxy.Url.ToString(), delivery = "gateway" });
        await world.SpaceAsync("dead", "open", "public");
        await dead.StopAsync();
        await world.PostAsync("/api/v1/registries/dead/check", new { });

        var view = await ExplainAsync("blue", $"{world.Host.GatewayHost}/dead/open/app:v1");

        Assert.DoesNotContain(proxy.Requests, request => request.Path.Contains("/manifests/", StringComparison.Ordinal));
        Assert.True(view["allowed"]!.GetValue<bool>());
        Assert.False(Step(view, "registry-healthy")["ok"]!.GetValue<bool>());
        Assert.Null(Step(view, "image")["ok"]);
    }

    private static JsonNode Step(JsonNode view, string check) => Assert.Single(view["steps"]!.AsArray(), step => Text(step!, "check") == check)!;

    private static string Detail(JsonNode view, string check) => Text(Step(view, check), "detail");

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";

    private static IEnumerable<string> Steps(JsonNode view) => view["steps"]!.AsArray().Select(step => $"{Text(step!, "check")}:{step!["ok"]?.GetValue<bool>()}");

    private Task<JsonNode> ExplainAsync(string ns, string image) =>
        world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={ns}&image={Uri.EscapeDataString(image)}");
}
