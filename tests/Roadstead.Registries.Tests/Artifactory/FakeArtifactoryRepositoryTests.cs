using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Repositories: what is listed to whom, and what an admin of Pro does with them.</summary>
public sealed class FakeArtifactoryRepositoryTests
{
    private static readonly string[] Docker = ["docker-fed", "docker-hub", "docker-local", "docker-virtual"];

    [Fact]
    public async Task The_filters_are_lower_case_and_the_answers_are_not()
    {
        await using var artifactory = await StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var docker = await admin.JsonAsync("/api/repositories?packageType=docker");
        Assert.Equal(Docker, Keys(docker));
        var local = docker.AsArray().Single(row => (string)row!["key"]! == "docker-local")!;
        Assert.Equal(("LOCAL", "Docker", $"{artifactory.Url.AbsoluteUri}/docker-local"), ((string)local["type"]!, (string)local["packageType"]!, (string)local["url"]!));
        Assert.Equal(["docker-hub"], Keys(await admin.JsonAsync("/api/repositories?type=remote&packageType=docker")));
        Assert.Equal("https://registry-1.docker.io/", (string)(await admin.JsonAsync("/api/repositories?type=remote"))[0]!["url"]!);
        Assert.Equal(["oci-local"], Keys(await admin.JsonAsync("/api/repositories?packageType=oci")));
        Assert.Empty(Keys(await admin.JsonAsync("/api/repositories?packageType=Docker")));
        Assert.Contains("example-repo-local", Keys(await admin.JsonAsync("/api/repositories")));
        Assert.DoesNotContain("docker-hub-cache", Keys(await admin.JsonAsync("/api/repositories")));
    }

    [Fact]
    public async Task The_list_is_latin_1()
    {
        await using var artifactory = await StartAsync();
        artifactory.Repositories.Single(repository => repository.Key == "docker-local").Description = "Bücher für 東京";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, artifactory.Url.AbsoluteUri + "/api/repositories");
        request.Headers.TryAddWithoutValidation("Authorization", artifactory.Admin.Basic);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("ISO-8859-1", answer.Content.Headers.ContentType!.CharSet);
        Assert.Contains((byte)0xFC, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Bücher für 東京", JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray().Select(row => (string?)row!["description"]));
    }

    [Fact]
    public async Task Everybody_lists_what_he_may_read_and_nothing_else()
    {
        await using var artifactory = await StartAsync();
        var dev = artifactory.CreateUser("dev");
        using var user = new FakeArtifactoryApi(artifactory, dev.Basic);
        Assert.Empty(Keys(await user.JsonAsync("/api/repositories")));

        artifactory.Grant("dev", "docker-local", "team-a/**");

        // A virtual shows to whom a member shows.
        Assert.Equal(["docker-local", "docker-virtual"], Keys(await user.JsonAsync("/api/repositories")));
        Assert.Equal(200, (await user.GetAsync("/api/repositories/docker-local")).Status);
        Assert.Equal(403, (await user.GetAsync("/api/repositories/docker-fed")).Status);
    }

    [Fact]
    public async Task A_configuration_has_an_rclass_instead_of_a_type()
    {
        await using var artifactory = await StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var local = await admin.JsonAsync("/api/repositories/docker-local");
        Assert.Equal(("local", "docker", "V2", "simple-default"), ((string)local["rclass"]!, (string)local["packageType"]!, (string)local["dockerApiVersion"]!, (string)local["repoLayoutRef"]!));
        Assert.Null(local["type"]);
        Assert.Equal(["docker-local", "docker-hub"], (await admin.JsonAsync("/api/repositories/docker-virtual"))["repositories"]!.AsArray().Select(member => (string)member!));
        Assert.Equal("docker-local", (string)(await admin.JsonAsync("/api/repositories/docker-virtual"))["defaultDeploymentRepo"]!);
        Assert.Equal("https://registry-1.docker.io/", (string)(await admin.JsonAsync("/api/repositories/docker-hub"))["url"]!);
        var all = await admin.JsonAsync("/api/repositories/configurations");
        Assert.Equal(["LOCAL", "REMOTE", "VIRTUAL", "FEDERATED"], all.AsObject().Select(field => field.Key));
        Assert.Equal(["docker-fed"], Keys(all["FEDERATED"]!));
    }

    [Fact]
    public async Task Configurations_came_with_7_61_3_and_are_for_admins()
    {
        await using var old = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = "7.61.2", WithStorage = false });
        using var oldAdmin = new FakeArtifactoryApi(old, old.Admin.Basic);
        Assert.Equal(400, (await oldAdmin.GetAsync("/api/repositories/configurations")).Status);

        await using var artifactory = await StartAsync();
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);
        Assert.Equal(403, (await user.GetAsync("/api/repositories/configurations")).Status);
    }

    [Fact]
    public async Task An_admin_creates_changes_and_deletes()
    {
        await using var artifactory = await StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);
        const string body = """{"key":"new-local","rclass":"local","packageType":"docker","repoLayoutRef":"simple-default"}""";

        Assert.Equal(403, (await user.SendAsync("PUT", "/api/repositories/new-local", body)).Status);
        var created = await admin.SendAsync("PUT", "/api/repositories/new-local", body);
        Assert.Equal((200, "text/plain"), (created.Status, created.Header("Content-Type")));
        Assert.Equal(400, (await admin.SendAsync("PUT", "/api/repositories/new-local", body)).Status);
        Assert.Equal(RepositoryClass.Local, artifactory.Repositories.Single(repository => repository.Key == "new-local").Class);
        Assert.Equal(200, (await admin.SendAsync("POST", "/api/repositories/new-local", """{"description":"new"}""")).Status);
        Assert.Equal("new", (string)(await admin.JsonAsync("/api/repositories/new-local"))["description"]!);
        Assert.Equal(200, (await admin.SendAsync("PUT", "/api/repositories/new-virtual", """{"rclass":"virtual","packageType":"docker","repositories":["new-local"],"defaultDeploymentRepo":"new-local"}""")).Status);
        Assert.Equal(400, (await admin.SendAsync("PUT", "/api/repositories/odd-virtual", """{"rclass":"virtual","packageType":"docker","repositories":["absent"]}""")).Status);
        Assert.Equal(400, (await admin.SendAsync("PUT", $"/api/repositories/{new string('a', 65)}", """{"rclass":"local","packageType":"docker"}""")).Status);
        Assert.Equal(400, (await admin.SendAsync("PUT", "/api/repositories/odd-local", """{"rclass":"local","packageType":"nonsense"}""")).Status);

        Assert.Equal(200, (await admin.SendAsync("DELETE", "/api/repositories/new-local")).Status);
        Assert.Equal(400, (await admin.GetAsync("/api/repositories/new-local")).Status);
        Assert.Empty((await admin.JsonAsync("/api/repositories/new-virtual"))["repositories"]!.AsArray());
    }

    private static async Task<FakeArtifactory> StartAsync()
    {
        var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Edition = ArtifactoryEdition.Enterprise, WithStorage = false });
        artifactory.AddLocal("docker-local");
        artifactory.AddLocal("oci-local", "oci");
        artifactory.AddFederated("docker-fed");
        artifactory.AddRemote("docker-hub", "https://registry-1.docker.io/");
        artifactory.AddVirtual("docker-virtual", "docker-local", "docker-hub");
        return artifactory;
    }

    private static IEnumerable<string> Keys(JsonNode rows) => rows.AsArray().Select(row => (string)row!["key"]!);
}
