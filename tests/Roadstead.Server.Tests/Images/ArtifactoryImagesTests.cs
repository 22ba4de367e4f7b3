using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Images;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Faults;

namespace Roadstead.Server.Tests.Images;

/// <summary>Artifactory's repositories as spaces, its images in the index and in choose image, and pulled through the gateway.</summary>
public sealed class ArtifactoryImagesTests : IAsyncLifetime
{
    private ImageWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await ImageWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task IntegrateAsync(FakeArtifactory artifactory, ArtifactoryCredentials? login = null, string? workspace = null) =>
        await world.IntegrateAsync("art", artifactory.Url, (login ?? artifactory.Admin).Username, (login ?? artifactory.Admin).Password, workspace, type: "artifactory");

    private async Task<string> SpaceAsync(string name)
    {
        var id = "";
        await Eventually.TrueAsync(
            async () => (id = (await world.AllAsync("/api/v1/registries/art/spaces")).FirstOrDefault(space => (string?)space["name"] == name)?["id"]?.GetValue<string>() ?? "").Length > 0,
            $"the space {name} is known",
            Cancelled);
        await world.Host.PublishedAsync();
        return id;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_of_bound_repositories_can_be_chosen_and_their_tags_seen(bool asAdmin)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.AddRepository("docker-local/team/app", "v1", "v2");
        artifactory.AddRepository("secret-local/team/app", "v1");
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");
        artifactory.Grant("reader", "secret-local");

        await IntegrateAsync(artifactory, asAdmin ? null : reader);
        var space = await SpaceAsync("docker-local");
        Assert.Empty(await world.ChooseAsync("blue"));
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/blue");

        var name = Assert.Single(await world.NamesAsync("blue"));
        Assert.EndsWith("/docker-local/team/app", name, StringComparison.Ordinal);
        Assert.Empty(await world.NamesAsync("red"));
        var tags = await world.AllAsync("/api/v1/namespaces/blue/dev/tags", $"image={Uri.EscapeDataString(name)}");
        Assert.Equal(["v1", "v2"], tags.Select(tag => (string?)tag["tag"]).Order());
        Assert.All(tags, tag => Assert.StartsWith("sha256:", (string?)tag["digest"], StringComparison.Ordinal));
        await Eventually.TrueAsync(
            async () => await world.OverviewAsync("art") is var overview
                && ((int?)overview["spaces"]!["private"], (int?)overview["repositories"], (string?)overview["storage"]?["kind"]) == (2, 2, asAdmin ? "logical" : "estimated"),
            "both are counted, and the storage is measured",
            Cancelled);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_listed_stays_as_it_was_and_holds_up_no_other()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.AddRepository("a-local/app", "v1");
        artifactory.AddRepository("b-local/app", "v1");
        artifactory.AddRepository("b-local/going", "v1");
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "a-local");
        artifactory.Grant("reader", "b-local");
        await IntegrateAsync(artifactory, reader);

        artifactory.AddRepository("a-local/new", "v1");
        artifactory.Faults.Add(FaultKind.HtmlError(502), request => request.Path.Value!.EndsWith("/b-local/v2/_catalog", StringComparison.Ordinal));
        await CrawlAgainAsync();

        Assert.Equal(["a-local/app", "a-local/new", "b-local/app", "b-local/going"], await PathsAsync());
        var index = await world.IndexAsync("art");
        Assert.Equal("ready", (string?)index["state"]);
        Assert.Contains("b-local", (string?)index["reason"], StringComparison.Ordinal);

        artifactory.Faults.Clear();
        artifactory.RemoveTag("b-local/going", "v1");
        await CrawlAgainAsync();
        Assert.Equal(["a-local/app", "a-local/new", "b-local/app"], await PathsAsync());
        Assert.Null((string?)(await world.IndexAsync("art"))["reason"]);
    }

    [Theory]
    [InlineData(ArtifactoryEdition.Pro, "docker-local")]
    [InlineData(ArtifactoryEdition.Jcr, "does not tell")]
    public async Task A_virtual_repository_opens_nothing_that_a_member_keeps_closed(ArtifactoryEdition edition, string obstacle)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Edition = edition });
        artifactory.AddRepository("docker-local/team/app", "v1");
        artifactory.AddVirtual("all", "docker-local");
        await IntegrateAsync(artifactory);
        var (all, local) = (await SpaceAsync("all"), await SpaceAsync("docker-local"));

        var refused = await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{all}", new { visibility = "public" }, HttpStatusCode.Conflict, "space-includes-private");

        Assert.Contains(obstacle, (string?)refused["detail"], StringComparison.Ordinal);
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{local}/workspaces/blue");
        if (edition == ArtifactoryEdition.Pro)
        {
            await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{all}/workspaces/blue");
            Assert.Equal(2, (await world.NamesAsync("blue")).Count);
        }
        else
        {
            // What the members are is not known, so that no binding of them helps.
            await world.Host.Admin.SendRefusedAsync(HttpMethod.Put, $"/api/v1/spaces/{all}/workspaces/blue", null, HttpStatusCode.Conflict, "space-includes-private");
            Assert.Single(await world.NamesAsync("blue"));
        }

        Assert.Empty(await world.NamesAsync("red"));
    }

    [Fact]
    public async Task A_space_made_in_Roadstead_is_a_repository_there_where_the_edition_can()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        await IntegrateAsync(artifactory);
        await world.AddSpaceAsync("art", "made-local", "private");
        await Eventually.TrueAsync(() => artifactory.Repositories.Any(repository => repository.Key == "made-local"), "the repository is made", Cancelled);

        await using var free = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Edition = ArtifactoryEdition.Jcr });
        await world.IntegrateAsync("free", free.Url, free.Admin.Username, free.Admin.Password, type: "artifactory");
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/free/spaces", new { name = "made-local", visibility = "private" }, HttpStatusCode.UnprocessableEntity, "capability-missing");
        Assert.DoesNotContain(free.Calls, call => call.Template.StartsWith("PUT ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Skopeo_pulls_a_workspaces_Artifactory_through_the_gateway()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        var pushed = await artifactory.PushAsync("docker-local/team/app", "v1", cancellationToken: Cancelled);
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");
        await IntegrateAsync(artifactory, reader, "blue");

        var name = Assert.Single(await world.NamesAsync("blue"));
        Assert.StartsWith($"{world.Host.GatewayHost}/w/blue/art/docker-local/", name, StringComparison.Ordinal);
        Assert.Empty(await world.NamesAsync("red"));
        using var directory = new TempDirectory();

        var own = await PullAsync("blue", $"{name}:v1", directory.File("own"));
        var foreign = await PullAsync("red", $"{name}:v1", directory.File("foreign"));

        Assert.True(own.ExitCode == 0, own.Output);
        Assert.Equal(pushed.Digest, TestImages.DigestOf(await File.ReadAllBytesAsync(Path.Combine(directory.File("own"), "manifest.json"), Cancelled)));
        Assert.NotEqual(0, foreign.ExitCode);
    }

    private async Task<ProgramRun> PullAsync(string ns, string image, string directory)
    {
        var config = await world.Host.Admin.GetOkAsync($"/api/v1/namespaces/{ns}/dev/docker-config");
        var login = config["auths"]?[world.Host.GatewayHost]?["auth"]?.GetValue<string>();
        string[] credentials = login is null ? ["--src-no-creds"] : ["--src-creds", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(login))];
        return await ProgramRun.OfAsync("skopeo", "skopeo", ["copy", "--insecure-policy", "--src-tls-verify=false", .. credentials, $"docker://{image}", $"dir:{directory}"], Cancelled);
    }

    private async Task<string[]> PathsAsync() =>
        [.. (await world.AllAsync("/api/v1/registries/art/images")).Select(image => string.Join('/', ((string)image["image"]!).Split('/')[^2..])).Order(StringComparer.Ordinal)];

    private async Task CrawlAgainAsync()
    {
        var before = (string?)(await world.IndexAsync("art"))["finishedAt"];
        var registry = await world.Host.Admin.GetOkAsync("/api/v1/registries/art");
        world.Host.Services.GetRequiredService<ICrawlQueue>().Request(Guid.Parse((string)registry["id"]!));
        await Eventually.TrueAsync(
            async () => await world.IndexAsync("art") is var index && (string?)index["state"] == "ready" && (string?)index["finishedAt"] != before, "art is crawled again", Cancelled);
    }
}
