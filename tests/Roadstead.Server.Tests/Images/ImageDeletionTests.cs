using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Events;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Faults;

namespace Roadstead.Server.Tests.Images;

/// <summary>Tags and artifacts are deleted at a Harbor, by the API and by the console's pages.</summary>
public sealed class ImageDeletionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tag_goes_alone_and_a_digest_with_all_its_tags_and_lists_and_audit_know_it()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        var host = world.World.Host;
        using var images = world.Harbor.Images();
        await images.PushAsync("team/app", "kept", new TestImage { Layers = ["kept"] }, Token);
        var pushed = await images.PushAsync("team/app", "a", new TestImage { Layers = ["gone"] }, Token);
        await images.PushAsync("team/app", "b", new TestImage { Layers = ["gone"] }, Token);
        var image = await ImageAsync(world);
        var query = $"/api/v1/registries/hub/artifacts?image={Uri.EscapeDataString(image)}&reference=";
        using var admin = await Person.AdminAsync(host);
        var tags = $"/registries/hub/images/tags?image={Uri.EscapeDataString(image)}";

        // An event of the first push may have brought the repository into the index before the others came: theirs bring the rest.
        await Eventually.TrueAsync(async () => (await admin.PageAsync(tags)).Contains($"{image}:a\"", StringComparison.Ordinal), "the tag is shown", Token);

        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, query + "a")).Status);
        var left = await admin.PageAsync(tags);
        Assert.DoesNotContain($"{image}:a\"", left, StringComparison.Ordinal);
        Assert.Contains($"{image}:b\"", left, StringComparison.Ordinal);
        var entry = Assert.Single((await host.Admin.GetOkAsync("/api/v1/audit?action=image.delete"))["items"]!.AsArray())!;
        Assert.Equal("hub", entry["object"]!.GetValue<string>());
        Assert.Equal("a", entry["before"]!["reference"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, query + Uri.EscapeDataString(pushed.Digest))).Status);
        left = await admin.PageAsync(tags);
        Assert.DoesNotContain($"{image}:b\"", left, StringComparison.Ordinal);
        Assert.Contains($"{image}:kept\"", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_refused_with_the_reason()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        var host = world.World.Host;
        using var images = world.Harbor.Images();
        await images.PushAsync("team/app", "1", null, Token);
        var image = await ImageAsync(world);
        var query = $"/api/v1/registries/hub/artifacts?image={Uri.EscapeDataString(image)}&reference=";

        await RefusedAsync(host, query, "validation-failed");
        await RefusedAsync(host, query + "absent", "image-not-found");
        await RefusedAsync(host, "/api/v1/registries/hub/artifacts?image=elsewhere.example%2Fapp&reference=1", "image-not-found");
        await RefusedAsync(host, $"{query}1&acknowledge=something-else", "impact-not-acknowledged");
        using (world.Harbor.Faults.Add(FaultKind.Reset))
            await RefusedAsync(host, query + "1", "registry-unavailable");
        Assert.Empty((await host.Admin.GetOkAsync("/api/v1/audit?action=image.delete"))["items"]!.AsArray());
        using (world.Harbor.Faults.Add(FaultKind.Reset, request => request.Method == "DELETE"))
            await RefusedAsync(host, query + "1", "registry-unavailable");

        // Whether the registry had deleted it nobody knew: noted as that.
        var entry = Assert.Single((await host.Admin.GetOkAsync("/api/v1/audit?action=image.delete"))["items"]!.AsArray())!;
        Assert.False(entry["after"]!["known"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_page_asks_for_the_name_first_and_offers_nothing_where_nothing_can_be_deleted()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        using var images = world.Harbor.Images();
        await images.PushAsync("team/app", "1", null, Token);
        await images.PushAsync("team/app", "2", new TestImage { Layers = ["2"] }, Token);
        var image = await ImageAsync(world);
        using var admin = await Person.AdminAsync(world.World.Host);
        var query = $"image={Uri.EscapeDataString(image)}&reference=1";
        var delete = $"/registries/hub/images/delete?{query}";
        Assert.Contains($"href=\"{delete}\"", await admin.PageAsync($"/registries/hub/images/artifact?{query}"), StringComparison.Ordinal);
        Assert.Contains("data-confirm-name=\"team/app\"", await admin.PageAsync(delete, asFragment: true), StringComparison.Ordinal);

        Assert.Contains("id=\"field-confirm-error\"", await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, delete, ("confirm", "team")), StringComparison.Ordinal);
        Assert.Equal("/registries/hub/images", await admin.DoneAsync(delete, ("confirm", "team/app")));
        Assert.Contains("team/app:1 is deleted.", await admin.PageAsync("/registries/hub/images"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync($"/registries/hub/images/artifact?{query}"));
    }

    [Fact]
    public async Task An_image_goes_with_all_it_holds_by_the_API_and_by_a_page_that_asks_for_its_name()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        var host = world.World.Host;
        using var images = world.Harbor.Images();
        foreach (var name in new[] { "app", "api" })
            await images.PushAsync($"team/{name}", "1", new TestImage { Layers = [name] }, Token);
        var image = await ImageAsync(world);
        var path = $"/api/v1/registries/hub/images?image={Uri.EscapeDataString(image)}";
        using var admin = await Person.AdminAsync(host);
        await admin.PageAsync($"/registries/hub/images/tags?image={Uri.EscapeDataString(image)}");
        Assert.Empty((await host.Admin.GetOkAsync($"/api/v1/registries/hub/images/impact?image={Uri.EscapeDataString(image)}"))["workloads"]!.AsArray());

        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal("image-not-found", (await host.Admin.SendAsync(HttpMethod.Delete, path)).Body!["code"]!.GetValue<string>());
        var entry = Assert.Single((await host.Admin.GetOkAsync("/api/v1/audit?action=image.delete"))["items"]!.AsArray())!;
        Assert.Equal("team/app", entry["before"]!["image"]!.GetValue<string>());

        var other = Uri.EscapeDataString(image.Replace("/app", "/api", StringComparison.Ordinal));
        var delete = $"/registries/hub/images/delete-all?image={other}";
        Assert.Contains($"href=\"{delete}\"", await admin.PageAsync($"/registries/hub/images/tags?image={other}"), StringComparison.Ordinal);
        Assert.Contains("data-confirm-name=\"team/api\"", await admin.PageAsync(delete, asFragment: true), StringComparison.Ordinal);
        Assert.Contains("id=\"field-confirm-error\"", await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, delete, ("confirm", "api")), StringComparison.Ordinal);
        Assert.Equal("/registries/hub/images", await admin.DoneAsync(delete, ("confirm", "team/api")));
        Assert.Empty((await host.Admin.GetOkAsync("/api/v1/registries/hub/images"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_a_rule_of_the_registry_keeps_is_refused_as_kept()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        using var images = world.Harbor.Images();
        await images.PushAsync("team/app", "1", null, Token);
        var image = Uri.EscapeDataString(await ImageAsync(world));
        await world.SendAsync(HttpMethod.Post, "/api/v2.0/projects/team/immutabletagrules", JsonNode.Parse(
            """{"disabled":false,"action":"immutable","template":"immutable_template","tag_selectors":[{"kind":"doublestar","decoration":"matches","pattern":"**"}],"scope_selectors":{"repository":[{"kind":"doublestar","decoration":"repoMatches","pattern":"**"}]}}"""));

        foreach (var path in new[] { $"artifacts?image={image}&reference=1", $"images?image={image}" })
        {
            var (status, body) = await world.World.Host.Admin.SendAsync(HttpMethod.Delete, $"/api/v1/registries/hub/{path}");
            Assert.Equal((HttpStatusCode.Conflict, "image-protected"), (status, body!["code"]!.GetValue<string>()));
            Assert.Contains("immutable", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> ImageAsync(HarborWorld world) =>
        (await world.World.Host.Admin.GetOkAsync("/api/v1/spaces?q=team"))["items"]![0]!["pullPrefix"]!.GetValue<string>().TrimEnd('/') + "/app";

    private static async Task RefusedAsync(RoadsteadHost host, string path, string code)
    {
        var (_, body) = await host.Admin.SendAsync(HttpMethod.Delete, path);
        Assert.Equal(code, (body as JsonObject)?["code"]?.GetValue<string>());
    }
}
