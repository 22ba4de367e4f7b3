using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

public sealed class SpacesTests
{
    [Fact]
    public async Task A_docker_registry_begins_with_a_private_root()
    {
        await using var lab = await SpaceLab.StartAsync();

        var spaces = await lab.Host.Admin.GetOkAsync("/api/v1/registries/hub/spaces");

        var root = Assert.Single(spaces["items"]!.AsArray())!;
        Assert.Equal(("*", "private"), ((string)root["name"]!, (string)root["visibility"]!));
        Assert.Equal(lab.RegistryHost, (string)root["prefix"]!);
    }

    [Theory]
    [InlineData("team-a")]
    [InlineData("a.b_c")]
    [InlineData("123")]
    [InlineData("team-a/backend")]
    public async Task A_space_is_made_shown_and_deleted(string name)
    {
        await using var lab = await SpaceLab.StartAsync();

        var made = await lab.MakeAsync(name, "private");

        Assert.Equal(name, (string?)made["name"]);
        Assert.Equal($"{lab.RegistryHost}/{name}", (string?)made["prefix"]);
        Assert.Equal($"{lab.RegistryHost}/{name}", (string?)made["pullPrefix"]);
        Assert.Equal(made.ToJsonString(), (await lab.Host.Admin.GetOkAsync($"/api/v1/spaces/{made["id"]}")).ToJsonString());
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name, visibility = "public" }, HttpStatusCode.Conflict, "space-exists");
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Host.Admin.SendAsync(HttpMethod.Delete, $"/api/v1/spaces/{made["id"]}")).Status);
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Get, $"/api/v1/spaces/{made["id"]}", null, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("{\"name\":\"Team\",\"visibility\":\"public\"}", "name")]
    [InlineData("{\"name\":\"team-a/\",\"visibility\":\"public\"}", "name")]
    [InlineData("{\"name\":\"../x\",\"visibility\":\"public\"}", "name")]
    [InlineData("{\"name\":\"\",\"visibility\":\"public\"}", "name")]
    [InlineData("{\"name\":\"team-a\"}", "visibility")]
    [InlineData("{\"name\":\"team-a\",\"visibility\":\"secret\"}", "visibility")]
    public async Task Create_FieldThatDoesNotFit_NamesIt(string body, string field)
    {
        await using var lab = await SpaceLab.StartAsync();

        var problem = await lab.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", JsonNode.Parse(body), HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task A_binding_opens_with_its_call_and_closes_with_its_call()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "private");
        Assert.False(await lab.MayAsync("blue", "team-a/app"));

        var bound = await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/blue");
        Assert.Equal("ready", (string?)bound["workspaces"]![0]!["state"]);
        Assert.True(await lab.MayAsync("blue", "team-a/app"));
        Assert.False(await lab.MayAsync("blue", "team-ab/app"));
        Assert.False(await lab.MayAsync("red", "team-a/app"));

        Assert.Equal(HttpStatusCode.NoContent, (await lab.Host.Admin.SendAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}/workspaces/blue")).Status);
        Assert.False(await lab.MayAsync("blue", "team-a/app"));
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}/workspaces/blue", null, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_whole_list_is_replaced_and_an_unknown_workspace_changes_nothing()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "private");
        var path = $"/api/v1/spaces/{space["id"]}/workspaces";
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, path, new { workspaces = new[] { "blue", "red" } });

        var problem = await lab.Host.Admin.SendRefusedAsync(HttpMethod.Put, path, new { workspaces = new[] { "blue", "green" } }, HttpStatusCode.NotFound, "workspace-not-found");
        Assert.Contains("green", (string?)problem["detail"]);
        Assert.True(await lab.MayAsync("red", "team-a/app"));

        var after = await lab.Host.Admin.SendOkAsync(HttpMethod.Put, path, new { workspaces = new[] { "blue", "blue" } });
        Assert.Equal("blue", (string?)Assert.Single(after["workspaces"]!.AsArray())!["name"]);
        Assert.False(await lab.MayAsync("red", "team-a/app"));
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Put, path, new { }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Of_two_who_edit_one_list_with_its_tag_the_second_is_told()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "private");
        using var read = await lab.Host.Admin.GetAsync($"/api/v1/spaces/{space["id"]}", TestContext.Current.CancellationToken);
        var tag = read.Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.OK, (await PutAsync("blue")).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync("red")).StatusCode);
        Assert.True(await lab.MayAsync("blue", "team-a/app"));

        async Task<HttpResponseMessage> PutAsync(string workspace)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces") { Content = JsonContent.Create(new { workspaces = new[] { workspace } }) };
            request.Headers.IfMatch.ParseAdd(tag);
            return await lab.Host.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Binds_of_one_workspace_that_meet_each_other_all_succeed_and_leave_no_fault_in_the_log()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "private");

        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lab.Host.Admin.SendAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/blue")));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}/workspaces/blue");
        }

        Assert.DoesNotContain(lab.Host.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_acknowledgement_of_another_impact_changes_nothing()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "private");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/blue");

        var problem = await lab.Host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}/workspaces/blue?acknowledge=stale", null, HttpStatusCode.Conflict, "impact-not-acknowledged");

        Assert.True(await lab.MayAsync("blue", "team-a/app"));
        await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}/workspaces/blue?acknowledge={problem["impact"]!["acknowledgement"]}");
        Assert.False(await lab.MayAsync("blue", "team-a/app"));
    }

    [Fact]
    public async Task Making_a_space_private_tells_who_loses_it_and_closes_it()
    {
        await using var lab = await SpaceLab.StartAsync();
        var space = await lab.MakeAsync("team-a", "public");
        Assert.True(await lab.MayAsync("red", "team-a/app"));

        var impact = await lab.Host.Admin.GetOkAsync($"/api/v1/spaces/{space["id"]}/impact?action=make-private");
        Assert.Equal(["blue", "red"], impact["workspaces"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(2, (int)impact["namespaces"]!);
        await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", new { visibility = "private" });

        Assert.False(await lab.MayAsync("red", "team-a/app"));
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Get, $"/api/v1/spaces/{space["id"]}/impact?action=explode", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Members_see_the_spaces_of_their_workspaces_and_no_bindings_of_others()
    {
        await using var lab = await SpaceLab.StartAsync();
        var shared = await lab.MakeAsync("shared", "private");
        await lab.MakeAsync("hidden", "private");
        await lab.MakeAsync("open", "public");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{shared["id"]}/workspaces", new { workspaces = new[] { "blue", "red" } });
        var anna = await lab.Host.UserAsync("anna", "blue");

        var seen = (await anna.GetOkAsync("/api/v1/spaces"))["items"]!.AsArray();

        Assert.Equal(["open", "shared"], seen.Select(space => (string?)space!["name"]));
        Assert.Equal(["blue"], seen[1]!["workspaces"]!.AsArray().Select(binding => (string?)binding!["name"]));
        Assert.Empty((await anna.GetOkAsync("/api/v1/spaces?workspace=red"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_list_is_narrowed_by_each_filter()
    {
        await using var lab = await SpaceLab.StartAsync();
        var bound = await lab.MakeAsync("team-a", "private");
        await lab.MakeAsync("public", "public");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{bound["id"]}/workspaces/blue");

        Assert.Equal(["*", "public", "team-a"], await NamesAsync(""));
        Assert.Equal(["public"], await NamesAsync("?visibility=public"));
        Assert.Equal(["team-a"], await NamesAsync("?bound=true"));
        Assert.Equal(["*", "public"], await NamesAsync("?bound=false"));
        Assert.Equal(["team-a"], await NamesAsync("?workspace=blue"));
        Assert.Equal([], await NamesAsync("?workspace=green"));
        Assert.Equal(["team-a"], await NamesAsync("?q=eam"));
        Assert.Equal([], await NamesAsync("?registry=other"));
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/spaces?visibility=secret", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/spaces?bound=perhaps", null, HttpStatusCode.UnprocessableEntity, "validation-failed");

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await lab.Host.Admin.GetOkAsync("/api/v1/spaces" + query))["items"]!.AsArray().Select(space => (string)space!["name"]!).ToArray();
    }

    /// <summary>An open registry, two workspaces with a namespace each.</summary>
    private sealed class SpaceLab(RoadsteadHost host, DockerRegistryProcess registry) : IAsyncDisposable
    {
        public RoadsteadHost Host => host;

        public string RegistryHost => registry.Url.Authority;

        public static async Task<SpaceLab> StartAsync()
        {
            var registry = await DockerRegistryProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            var host = await RoadsteadHost.StartAsync();
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "docker-registry", url = registry.Url });
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
            foreach (var name in new[] { "blue", "red" })
            {
                await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
                await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}-dev");
            }

            return new SpaceLab(host, registry);
        }

        public Task<JsonNode> MakeAsync(string name, string visibility) => host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name, visibility });

        public async Task<bool> MayAsync(string workspace, string repository) =>
            (bool)(await host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={workspace}-dev&image={RegistryHost}/{repository}:1"))["allowed"]!;

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await registry.DisposeAsync();
        }
    }
}
