using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>The storage summary, folders and files.</summary>
public sealed class FakeArtifactoryStorageTests
{
    private static readonly FakeArtifactorySettings Bare = new() { WithStorage = false };

    [Fact]
    public async Task The_summary_writes_numbers_for_people_and_ends_with_the_total()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { StorageIsLive = true });
        artifactory.AddRepository("docker-local/app", "v1", "v2");
        artifactory.AddRemote("docker-hub", "https://registry-1.docker.io/");
        artifactory.AddVirtual("docker", "docker-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var summary = await admin.JsonAsync("/api/storageinfo");

        var rows = summary["repositoriesSummaryList"]!.AsArray();
        Assert.Equal(["example-repo-local", "docker-local", "docker-hub-cache", "TOTAL"], rows.Select(row => (string)row!["repoKey"]!));
        Assert.Equal(["LOCAL", "LOCAL", "CACHE", "NA"], rows.Select(row => (string)row!["repoType"]!));
        var local = rows[1]!;
        Assert.Equal(6, (int)local["filesCount"]!);
        Assert.Equal("Docker", (string)local["packageType"]!);
        Assert.Equal("default", (string)local["projectKey"]!);
        Assert.Equal("100%", (string)local["percentage"]!);
        var bytes = artifactory.Repositories.Single(repository => repository.Key == "docker-local").Images["app"].Folders.Values.Sum(manifest => manifest.Content.Length + manifest.Blobs.Values.Sum());
        Assert.Equal(bytes, (long)local["usedSpaceInBytes"]!);
        Assert.Matches(@"^[\d.]+ (bytes|KB)$", (string)local["usedSpace"]!);
        Assert.Equal((string)local["usedSpace"]!, (string)rows[3]!["usedSpace"]!);
        Assert.Matches(@"^[\d.]+ GB \([\d.]+%\)$", (string)summary["fileStoreSummary"]!["freeSpace"]!);
        Assert.Equal("6", (string)summary["binariesSummary"]!["artifactsCount"]!);
    }

    [Fact]
    public async Task Release_6_gives_texts_alone()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { Version = "6.23.13", StorageIsLive = true });
        artifactory.AddRepository("docker-local/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var local = (await admin.JsonAsync("/api/storageinfo"))["repositoriesSummaryList"]![1]!;

        Assert.Null(local["usedSpaceInBytes"]);
        Assert.Null(local["projectKey"]);
        Assert.Equal("3", (string)local["filesCount"]!);
    }

    [Fact]
    public async Task The_summary_is_as_old_as_the_last_calculation_and_an_hour_at_most()
    {
        var time = new ManualTime();
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { Time = time });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);
        artifactory.AddLocal("docker-local");
        Assert.Equal(0, await FilesAsync());

        artifactory.AddRepository("docker-local/app", "v1");
        Assert.Equal(0, await FilesAsync());
        Assert.Equal(403, (await user.SendAsync("POST", "/api/storageinfo/calculate")).Status);
        Assert.Equal(202, (await admin.SendAsync("POST", "/api/storageinfo/calculate")).Status);
        Assert.Equal(3, await FilesAsync());

        artifactory.AddRepository("docker-local/app", "v2");
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(6, await FilesAsync());

        async Task<int> FilesAsync() => (int)(await admin.JsonAsync("/api/storageinfo"))["repositoriesSummaryList"]!.AsArray().Single(row => (string)row!["repoKey"]! == "TOTAL")!["filesCount"]!;
    }

    [Fact]
    public async Task An_image_is_a_folder_with_a_folder_for_each_tag()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("docker-local/team-a/app", "v1", "v2");
        artifactory.AddRepository("docker-local/team-b/app", "v1");
        artifactory.CreateUser("dev");
        artifactory.Grant("dev", "docker-local", "team-a/**");
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("dev").Value);

        Assert.Equal(["/team-a"], Children(await user.JsonAsync("/api/storage/docker-local")));
        Assert.Equal(["/v1", "/v2"], Children(await user.JsonAsync("/api/storage/docker-local/team-a/app")));
        Assert.Contains("/manifest.json", Children(await user.JsonAsync("/api/storage/docker-local/team-a/app/v1")));
        Assert.Contains(Children(await user.JsonAsync("/api/storage/docker-local/team-a/app/v1")), child => child.StartsWith("/sha256__", StringComparison.Ordinal));
        Assert.Equal(403, (await user.GetAsync("/api/storage/docker-local/team-b/app")).Status);
        Assert.Equal(404, (await user.GetAsync("/api/storage/docker-local/team-a/absent")).Status);
        var file = await user.JsonAsync("/api/storage/docker-local/team-a/app/v1/manifest.json");
        Assert.Equal(64, ((string)file["checksums"]!["sha256"]!).Length);
        Assert.Equal(["v1"], (await user.JsonAsync("/api/storage/docker-local/team-a/app/v1/manifest.json?properties"))["properties"]!["docker.manifest"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(6, (await user.JsonAsync("/api/storage/docker-local/team-a?list&deep=1"))["files"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_path_is_deleted_with_all_below_it()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("docker-local/team-a/app", "v1", "v2");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        artifactory.CreateUser("dev");
        artifactory.Grant("dev", "docker-local");
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("dev").Value);

        Assert.Equal(403, (await user.SendAsync("DELETE", "/artifactory/docker-local/team-a/app/v1")).Status);
        Assert.Equal(204, (await admin.SendAsync("DELETE", "/artifactory/docker-local/team-a/app/v1")).Status);
        Assert.Equal(404, (await admin.GetAsync("/v2/docker-local/team-a/app/manifests/v1")).Status);
        Assert.Equal(200, (await admin.GetAsync("/v2/docker-local/team-a/app/manifests/v2")).Status);
        Assert.Equal(204, (await admin.SendAsync("DELETE", "/artifactory/docker-local/team-a")).Status);
        Assert.Equal(404, (await admin.SendAsync("DELETE", "/artifactory/docker-local/team-a")).Status);
        Assert.Empty((await admin.JsonAsync("/api/docker/docker-local/v2/_catalog"))["repositories"]!.AsArray());
    }

    private static IEnumerable<string> Children(JsonNode folder) => folder["children"]!.AsArray().Select(child => (string)child!["uri"]!);
}
