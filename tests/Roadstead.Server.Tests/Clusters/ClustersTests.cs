using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Clusters;

public sealed class ClustersTests
{
    [Fact]
    public async Task A_standalone_cluster_is_made_read_edited_and_deleted()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var made = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        Assert.Equal("standalone", (string?)made["kind"]);
        Assert.Equal("connected", (string?)made["status"]);
        Assert.Equal("off", (string?)made["admission"]);
        Assert.Equal("allow", (string?)made["unmanagedImages"]);
        Assert.Equal(host.Url.GetLeftPart(UriPartial.Authority), (string?)made["serverUrl"]);

        var edited = await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { unmanagedImages = "deny", serverUrl = "http://roadstead.internal:8080/" });
        Assert.Equal("deny", (string?)edited["unmanagedImages"]);
        Assert.Equal("http://roadstead.internal:8080", (string?)edited["serverUrl"]);
        Assert.Equal(edited.ToJsonString(), (await host.Admin.GetOkAsync("/api/v1/clusters/lab")).ToJsonString());

        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, "/api/v1/clusters/lab")).Status);
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/clusters/lab", null, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("{\"name\":\"Lab\",\"kind\":\"standalone\"}", "name")]
    [InlineData("{\"name\":\"-lab\",\"kind\":\"standalone\"}", "name")]
    [InlineData("{\"kind\":\"standalone\"}", "name")]
    [InlineData("{\"name\":\"lab\"}", "kubeconfig")]
    [InlineData("{\"name\":\"lab\",\"kind\":\"standalone\",\"kubeconfig\":\"x\"}", "kubeconfig")]
    [InlineData("{\"name\":\"lab\",\"kind\":\"standalone\",\"serverUrl\":\"ftp://x\"}", "serverUrl")]
    [InlineData("{\"name\":\"lab\",\"kind\":\"docker\"}", "kind")]
    [InlineData("{\"name\":\"lab\",\"kind\":1}", "kind")]
    public async Task Create_FieldThatDoesNotFit_NamesIt(string body, string field)
    {
        await using var host = await RoadsteadHost.StartAsync();

        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/clusters", System.Text.Json.Nodes.JsonNode.Parse(body), HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.NotNull(problem["errors"]![field]);
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/clusters"))["total"]!);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });

        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" }, HttpStatusCode.Conflict, "name-taken");
    }

    [Fact]
    public async Task Deleting_a_cluster_takes_its_namespaces_and_their_identities_away()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/dev");
        Assert.Equal("blue", (string?)(await host.Admin.GetOkAsync("/api/v1/clusters/lab/namespaces"))["items"]![0]!["workspace"]);

        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/clusters/lab");

        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/workspaces/blue"))["namespaceCount"]!);
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/namespaces/lab/dev/docker-config", null, HttpStatusCode.NotFound, "not-found");
    }
}
