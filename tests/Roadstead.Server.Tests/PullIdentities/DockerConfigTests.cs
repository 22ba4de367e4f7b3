using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Access;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.PullIdentities;

public sealed class DockerConfigTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task Get_ByAnEditor_HandsOutTheNamespacesAccountAndAuditsIt()
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "edge", kind = "standalone" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "team" });
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/team/namespaces/edge/dev");
        using var editor = await host.UserAsync("config-editor", "team", "editor");
        using var viewer = await host.UserAsync("config-viewer", "team");
        using var stranger = await host.UserAsync("config-stranger");

        using var response = await editor.GetAsync("/api/v1/namespaces/edge/dev/docker-config", TestContext.Current.CancellationToken);
        var config = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal([host.GatewayHost], config["auths"]!.AsObject().Select(auth => auth.Key));
        var login = Encoding.UTF8.GetString(Convert.FromBase64String(config["auths"]![host.GatewayHost]!["auth"]!.GetValue<string>())).Split(':');
        var account = host.Services.GetRequiredService<IIdentitySource>().FindAccount(login[0]);
        Assert.True(account!.Accepts(login[1]));
        Assert.Equal(("edge", "dev"), (account.Cluster, account.Namespace));

        await viewer.SendRefusedAsync(HttpMethod.Get, "/api/v1/namespaces/edge/dev/docker-config", null, HttpStatusCode.Forbidden, "forbidden");
        await stranger.SendRefusedAsync(HttpMethod.Get, "/api/v1/namespaces/edge/dev/docker-config", null, HttpStatusCode.NotFound, "not-found");
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/namespaces/edge/none/docker-config", null, HttpStatusCode.NotFound, "not-found");
        var audit = (await host.Admin.GetOkAsync("/api/v1/audit?action=pull-identity.read"))["items"]!.AsArray();
        Assert.Equal("config-editor", audit.Single()!["actor"]!.GetValue<string>());
        Assert.DoesNotContain(login[1], audit.ToJsonString(), StringComparison.Ordinal);
    }
}
