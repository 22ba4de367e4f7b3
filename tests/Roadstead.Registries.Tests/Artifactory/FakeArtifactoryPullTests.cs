using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>A real client pulls from the fake Artifactory and pushes to it, by every way of naming an image.</summary>
public sealed class FakeArtifactoryPullTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_and_an_access_token_pull_what_they_were_granted_and_nothing_else()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var skopeo = new SkopeoClient();
        await artifactory.PushAsync("docker-local/team-a/app", "v1", cancellationToken: Cancel);
        await artifactory.PushAsync("docker-local/team-b/app", "v1", cancellationToken: Cancel);
        var user = artifactory.CreateUser("dev", false, "readers-a");
        artifactory.Grant("readers-a", "docker-local", "team-a/**");
        string token = artifactory.CreateToken("somebody", "applied-permissions/groups:readers-a");

        foreach (var login in new[] { user, new ArtifactoryCredentials("somebody", token) })
        {
            var auth = Auth(artifactory.Host, login);
            var own = await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", auth, Cancel);
            Assert.True(own.IsPulled, own.Output);
            Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-b/app:v1", auth, Cancel)).IsPulled);
        }

        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", null, Cancel)).IsPulled);
        artifactory.RevokeToken(artifactory.Tokens.Single());
        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", Auth(artifactory.Host, new ArtifactoryCredentials("somebody", token)), Cancel)).IsPulled);
    }

    [Fact]
    public async Task Who_may_write_pushes_and_who_may_only_read_does_not()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var skopeo = new SkopeoClient();
        var pushed = await artifactory.PushAsync("docker-local/app", "v1", new TestImage { Layers = ["one", "two"] }, Cancel);
        var writer = artifactory.CreateUser("writer");
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("writer", "docker-local", "**", "read,write");
        artifactory.Grant("reader", "docker-local");

        var copied = await skopeo.PushAsync($"{artifactory.Host}/docker-local/app:v1", $"{artifactory.Host}/docker-local/copy/app:v2", Auth(artifactory.Host, writer), Cancel);
        Assert.True(copied.IsPulled, copied.Output);
        Assert.False((await skopeo.PushAsync($"{artifactory.Host}/docker-local/app:v1", $"{artifactory.Host}/docker-local/other:v2", Auth(artifactory.Host, reader), Cancel)).IsPulled);

        var images = artifactory.Repositories.Single(repository => repository.Key == "docker-local").Images;
        Assert.Equal(["app", "copy/app"], images.Keys);
        Assert.Equal(pushed.Digest, images["copy/app"].Folders["v2"].Digest);
        Assert.Equal("writer", images["copy/app"].Folders["v2"].CreatedBy);
    }

    [Fact]
    public async Task Images_of_several_platforms_are_pulled_whole()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var skopeo = new SkopeoClient();
        using var images = artifactory.Images();
        artifactory.AddLocal("docker-local");
        var index = await images.PushIndexAsync("docker-local/app", "multi", [new TestImage { Oci = false }, new TestImage { Oci = false, Architecture = "arm64", Layers = ["arm"] }], cancellationToken: Cancel);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var pulled = await skopeo.PullAsync($"{artifactory.Host}/docker-local/app:multi", Auth(artifactory.Host, artifactory.Admin), Cancel);

        Assert.True(pulled.IsPulled, pulled.Output);
        var manifest = await admin.GetAsync("/v2/docker-local/app/manifests/multi");
        Assert.Equal((TestImages.DockerList, index.Digest), (manifest.Header("Content-Type"), manifest.Header("Docker-Content-Digest")));
        Assert.Equal(200, (await admin.GetAsync("/v2/docker-local/app/manifests/" + index.Children[0])).Status);
        Assert.Equal(["multi"], (await admin.JsonAsync("/v2/docker-local/app/tags/list"))["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Fact]
    public async Task A_port_of_its_own_serves_one_repository()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { AccessMethod = ArtifactoryAccessMethod.Port, PortRepositories = ["a-local", "b-local"] });
        using var skopeo = new SkopeoClient();
        await artifactory.PushAsync("a-local/app", "v1", cancellationToken: Cancel);
        await artifactory.PushAsync("b-local/other", "v1", cancellationToken: Cancel);
        var auth = Auth(artifactory.HostOf("a-local"), artifactory.Admin);

        var pulled = await skopeo.PullAsync($"{artifactory.HostOf("a-local")}/app:v1", auth, Cancel);
        Assert.True(pulled.IsPulled, pulled.Output);
        Assert.False((await skopeo.PullAsync($"{artifactory.HostOf("a-local")}/other:v1", auth, Cancel)).IsPulled);
        var copied = await skopeo.PushAsync($"{artifactory.HostOf("a-local")}/app:v1", $"{artifactory.HostOf("a-local")}/copy:v1", auth, Cancel);
        Assert.True(copied.IsPulled, copied.Output);
        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/a-local/app:v1", Auth(artifactory.Host, artifactory.Admin), Cancel)).IsPulled);
    }

    [Fact]
    public async Task A_virtual_gives_what_its_members_have_and_takes_pushes_for_one_of_them()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var skopeo = new SkopeoClient();
        await artifactory.PushAsync("a-local/app", "v1", cancellationToken: Cancel);
        await artifactory.PushAsync("b-local/app", "v2", new TestImage { Layers = ["b"] }, Cancel);
        artifactory.AddVirtual("docker", "a-local", "b-local");
        artifactory.AddVirtual("readonly", "b-local").DefaultDeploymentRepository = null;
        var auth = Auth(artifactory.Host, artifactory.Admin);

        foreach (var tag in new[] { "v1", "v2" })
        {
            var pulled = await skopeo.PullAsync($"{artifactory.Host}/docker/app:{tag}", auth, Cancel);
            Assert.True(pulled.IsPulled, pulled.Output);
        }

        var pushed = await skopeo.PushAsync($"{artifactory.Host}/docker/app:v2", $"{artifactory.Host}/docker/new:v1", auth, Cancel);
        Assert.True(pushed.IsPulled, pushed.Output);
        Assert.Equal(["app", "new"], artifactory.Repositories.Single(repository => repository.Key == "a-local").Images.Keys);
        Assert.False((await skopeo.PushAsync($"{artifactory.Host}/docker/app:v2", $"{artifactory.Host}/readonly/new:v1", auth, Cancel)).IsPulled);
    }

    [Fact]
    public async Task A_remote_fetches_from_a_registry_and_goes_on_when_that_is_gone()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var skopeo = new SkopeoClient();
        var auth = Auth(artifactory.Host, artifactory.Admin);
        await using (var upstream = await DockerRegistryProcess.StartAsync(cancellationToken: Cancel))
        {
            using var images = upstream.Images();
            await images.PushAsync("library/app", "v1", cancellationToken: Cancel);
            artifactory.AddRemote("mirror", upstream.Url.AbsoluteUri);
            var pulled = await skopeo.PullAsync($"{artifactory.Host}/mirror/library/app:v1", auth, Cancel);
            Assert.True(pulled.IsPulled, pulled.Output);
            Assert.False((await skopeo.PushAsync($"{artifactory.Host}/mirror/library/app:v1", $"{artifactory.Host}/mirror/new:v1", auth, Cancel)).IsPulled);
        }

        Assert.True((await skopeo.PullAsync($"{artifactory.Host}/mirror/library/app:v1", auth, Cancel)).IsPulled);
        Assert.True((await skopeo.PullAsync($"{artifactory.Host}/mirror-cache/library/app:v1", auth, Cancel)).IsPulled);
        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/mirror/library/app:v2", auth, Cancel)).IsPulled);
    }

    [Fact]
    public async Task Images_put_in_without_a_push_can_be_pulled_over_tls()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Certificate = certificate });
        using var skopeo = new SkopeoClient();
        artifactory.AddRepository("docker-local/app", "v1");

        var pulled = await skopeo.PullAsync($"{artifactory.Host}/docker-local/app:v1", Auth(artifactory.Host, artifactory.Admin), Cancel);

        Assert.True(pulled.IsPulled, pulled.Output);
        Assert.Equal("https", artifactory.Url.Scheme);
    }

    [Fact]
    public async Task A_digest_is_deleted_with_all_its_tags_and_a_tag_alone()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        var one = await artifactory.PushAsync("docker-local/app", "v1", cancellationToken: Cancel);
        await artifactory.PushAsync("docker-local/app", "latest", cancellationToken: Cancel);
        await artifactory.PushAsync("docker-local/app", "v2", new TestImage { Layers = ["two"] }, Cancel);

        Assert.Equal(202, (await admin.SendAsync("DELETE", "/v2/docker-local/app/manifests/" + one.Digest)).Status);
        Assert.Equal(["v2"], (await admin.JsonAsync("/v2/docker-local/app/tags/list"))["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(404, (await admin.SendAsync("DELETE", "/v2/docker-local/app/manifests/" + one.Digest)).Status);
        Assert.Equal(202, (await admin.SendAsync("DELETE", "/v2/docker-local/app/manifests/v2")).Status);
        Assert.Equal(404, (await admin.GetAsync("/v2/docker-local/app/tags/list")).Status);
        Assert.Equal(404, (await admin.GetAsync("/v2/docker-local/app/blobs/" + one.Blobs.Keys.First())).Status);
    }

    [Fact]
    public async Task What_a_scanner_blocks_is_refused_and_behind_a_virtual_looks_as_if_it_were_not_there()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.Block(artifactory.AddRepository("docker-local/app", "v1").Folders["v1"].Digest);
        artifactory.AddVirtual("docker", "docker-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var local = await admin.GetAsync("/v2/docker-local/app/manifests/v1");
        Assert.Equal((403, "DENIED"), (local.Status, local.Code));
        Assert.Contains("was not downloaded due to the download blocking policy", local.Message, StringComparison.Ordinal);
        var through = await admin.GetAsync("/v2/docker/app/manifests/v1");
        Assert.Equal((404, "MANIFEST_UNKNOWN"), (through.Status, through.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Blobs_may_be_at_another_host_that_takes_no_credentials(bool isPushed)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = isPushed, RedirectsBlobs = true });
        using var skopeo = new SkopeoClient();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var nobody = new FakeArtifactoryApi(artifactory);
        var digest = isPushed
            ? (await artifactory.PushAsync("docker-local/app", "v1", cancellationToken: Cancel)).Blobs.Keys.First()
            : artifactory.AddRepository("docker-local/app", "v1").Folders["v1"].Blobs.Keys.First();

        var pulled = await skopeo.PullAsync($"{artifactory.Host}/docker-local/app:v1", Auth(artifactory.Host, artifactory.Admin), Cancel);
        Assert.True(pulled.IsPulled, pulled.Output);
        var sent = await admin.GetAsync("/v2/docker-local/app/blobs/" + digest);
        Assert.Equal(307, sent.Status);
        Assert.NotEqual(artifactory.Root.Host, new Uri(sent.Header("Location")!).Host);
        Assert.Equal(200, (await nobody.GetAsync(sent.Header("Location")!)).Status);
        Assert.Equal(400, (await admin.GetAsync(sent.Header("Location")!)).Status);
        Assert.Equal(403, (await nobody.SendAsync("HEAD", sent.Header("Location")!)).Status);
        Assert.Equal(401, (await nobody.GetAsync("/v2/docker-local/app/blobs/" + digest)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Blobs_are_given_in_parts(bool isPushed)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = isPushed });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        var digest = isPushed
            ? (await artifactory.PushAsync("docker-local/app", "v1", cancellationToken: Cancel)).Blobs.Keys.First()
            : artifactory.AddRepository("docker-local/app", "v1").Folders["v1"].Blobs.Keys.First();
        var path = "/v2/docker-local/app/blobs/" + digest;
        var size = (await admin.SendAsync("HEAD", path)).Header("Content-Length");

        foreach (var (range, status, part) in new[] { ("bytes=0-9", 206, $"bytes 0-9/{size}"), ("bytes=9999999-", 416, $"bytes */{size}") })
        {
            var answered = await admin.SendAsync("HEAD", path, headers: ("Range", range));
            Assert.Equal((status, part), (answered.Status, answered.Header("Content-Range")));
        }

        Assert.Equal("10", (await admin.SendAsync("HEAD", path, headers: ("Range", "bytes=0-9"))).Header("Content-Length"));
        Assert.Equal("5", (await admin.SendAsync("HEAD", path, headers: ("Range", "bytes=-5"))).Header("Content-Length"));
    }

    [Fact]
    public async Task Containerd_asks_for_its_token_by_post_first_and_pulls_all_the_same()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        await using var containerd = await ContainerdProcess.StartAsync(Cancel);
        await artifactory.PushAsync("docker-local/team-a/app", "v1", cancellationToken: Cancel);
        await artifactory.PushAsync("docker-local/team-b/app", "v1", cancellationToken: Cancel);
        artifactory.CreateGroup("readers-a");
        artifactory.Grant("readers-a", "docker-local", "team-a/**");
        var login = "somebody:" + artifactory.CreateToken("somebody", "applied-permissions/groups:readers-a").Value;

        var pulled = await containerd.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", login, Cancel);
        Assert.True(pulled.ExitCode == 0, pulled.Output);
        Assert.NotEqual(0, (await containerd.PullAsync($"{artifactory.Host}/docker-local/team-b/app:v1", login, Cancel)).ExitCode);
        Assert.NotEqual(0, (await containerd.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", null, Cancel)).ExitCode);
        Assert.Contains(artifactory.Calls, call => call.Template == "POST /api/docker/{key}/v2/token" && call.Status == 401);
        Assert.Contains(artifactory.Calls, call => call.Template == "GET /api/docker/{key}/v2/token" && call.Status == 200);
    }

    private static string Auth(string host, ArtifactoryCredentials login) =>
        new JsonObject { ["auths"] = new JsonObject { [host] = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}")) } } }.ToJsonString();
}
