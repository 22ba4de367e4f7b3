using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Robots;
using Roadstead.Testing.Harbor.Scans;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Contents of the fake Harbor beyond a plain push: copies, signatures, scan results, tokens that outlive a secret, and how many fit in a process.</summary>
public sealed class FakeHarborContentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copied_index_can_be_pulled_from_its_new_place()
    {
        await using var harbor = await FakeHarbor.StartAsync();
        harbor.CreateProject("alpha");
        harbor.CreateProject("beta");
        using var images = harbor.Images();
        var index = await images.PushIndexAsync("alpha/app", "v1", [new TestImage(), new TestImage { Architecture = "arm64" }], cancellationToken: Cancel);
        using var api = new HarborApi(harbor, harbor.Admin);

        var (status, _, answer) = await api.SendAsync("POST", "/projects/beta/repositories/team%252Fapp/artifacts?from=alpha/app:v1");

        Assert.Equal((201, "/api/v2.0/projects/beta/repositories/team%2Fapp/artifacts/v1"), (status, answer.Headers.Location!.OriginalString));
        var copy = await api.GetAsync("/projects/beta/repositories/team%252Fapp/artifacts/v1");
        Assert.Equal(index.Digest, (string)copy["digest"]!);
        using var skopeo = new SkopeoClient();
        var robot = harbor.CreateRobot("puller", "beta", new RobotPermission("project", "beta", [("repository", "pull")]));
        var auth = new JsonObject { ["auths"] = new JsonObject { [harbor.Host] = new JsonObject { ["auth"] = robot.Basic[6..] } } }.ToJsonString();
        var pulled = await skopeo.PullAsync($"{harbor.Host}/beta/team/app:v1", auth, Cancel);
        Assert.True(pulled.IsPulled, pulled.Output);
    }

    [Theory]
    [InlineData("2.9.5", "application/vnd.oci.empty.v1+json")]
    [InlineData("2.15.2", "application/spdx+json")]
    public async Task What_has_a_subject_is_an_accessory_and_no_artifact_of_the_list(string version, string artifactType)
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version });
        var image = await harbor.PushAsync("alpha/app", "v1", cancellationToken: Cancel);
        using var images = harbor.Images();
        var attached = await images.AttachAsync("alpha/app", image, "application/spdx+json", "an SBOM", Cancel);
        using var api = new HarborApi(harbor, harbor.Admin);

        var artifact = await api.GetAsync("/projects/alpha/repositories/app/artifacts/v1?with_accessory=true");
        Assert.Equal((attached.Digest, "subject.accessory"), ((string)artifact["accessories"]![0]!["digest"]!, (string)artifact["accessories"]![0]!["type"]!));
        Assert.DoesNotContain((await api.GetAsync("/projects/alpha/repositories/app/artifacts")).AsArray(), listed => (string)listed!["digest"]! == attached.Digest);
        var referrers = await api.GetAsync($"/v2/alpha/app/referrers/{image.Digest}");
        Assert.Equal(artifactType, (string)referrers["manifests"]![0]!["artifactType"]!);
    }

    [Fact]
    public async Task A_scan_that_a_test_sets_shows_in_the_overview()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        var digest = harbor.AddRepository("alpha/app", "v1").Artifacts.Single().Digest;
        using var api = new HarborApi(harbor, harbor.Admin);
        Assert.Null((await api.GetAsync("/projects/alpha/repositories/app/artifacts/v1?with_scan_overview=true"))["scan_overview"]);

        harbor.SetScan(digest, new ScanState { Counts = new Dictionary<string, int> { ["Critical"] = 1, ["Low"] = 2 }, Fixable = 1 });

        var overview = (await api.GetAsync("/projects/alpha/repositories/app/artifacts/v1?with_scan_overview=true"))["scan_overview"]!.AsObject().Single();
        Assert.Equal("application/vnd.security.vulnerability.report; version=1.1", overview.Key);
        Assert.Equal(("Success", "Critical", 3), ((string)overview.Value!["scan_status"]!, (string)overview.Value["severity"]!, (int)overview.Value["summary"]!["total"]!));
    }

    [Fact]
    public async Task A_token_outlives_the_secret_that_it_was_made_with()
    {
        var time = new ManualTime();
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false, Time = time });
        harbor.AddRepository("alpha/app", "v1");
        using var robot = new HarborApi(harbor, harbor.CreateRobot("puller", "alpha", new RobotPermission("project", "alpha", [("repository", "pull")])));
        var token = (string)(await robot.GetAsync("/service/token?service=harbor-registry&scope=repository:alpha/app:pull"))["token"]!;
        using var admin = new HarborApi(harbor, harbor.Admin);
        Assert.Equal(200, await admin.StatusAsync("PATCH", "/robots/1", new JsonObject { ["secret"] = "" }));
        using var bearer = new HarborApi(harbor);

        Assert.Equal(200, await bearer.StatusAsync("GET", "/v2/alpha/app/manifests/v1", null, ("Authorization", $"Bearer {token}"), ("Accept", TestImages.OciManifest)));
        time.Advance(TimeSpan.FromMinutes(31));
        var (status, _, answer) = await bearer.SendAsync("GET", "/v2/alpha/app/manifests/v1", null, ("Authorization", $"Bearer {token}"), ("Accept", TestImages.OciManifest));
        Assert.Equal((401, "Basic realm=\"harbor\""), (status, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task Five_hundred_of_them_live_in_one_process()
    {
        var harbors = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false })));
        try
        {
            foreach (var harbor in harbors)
            {
                harbor.AddRepository("alpha/app", "v1");
            }

            var found = await Task.WhenAll(harbors.Select(async harbor =>
            {
                using var api = new HarborApi(harbor, harbor.Admin);
                return (await api.GetAsync("/repositories")).AsArray().Count;
            }));
            Assert.All(found, count => Assert.Equal(1, count));
        }
        finally
        {
            await Task.WhenAll(harbors.Select(harbor => harbor.DisposeAsync().AsTask()));
        }
    }
}
