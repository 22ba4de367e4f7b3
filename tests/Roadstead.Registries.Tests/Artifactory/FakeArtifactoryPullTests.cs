using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>A real client pulls from the fake Artifactory, by every way of naming an image.</summary>
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

        foreach (var (name, password) in new[] { (user.Username, user.Password), ("somebody", token) })
        {
            var auth = Auth(artifactory.Host, name, password);
            var own = await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", auth, Cancel);
            Assert.True(own.IsPulled, own.Output);
            Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-b/app:v1", auth, Cancel)).IsPulled);
        }

        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", null, Cancel)).IsPulled);
        artifactory.RevokeToken(artifactory.Tokens.Single());
        Assert.False((await skopeo.PullAsync($"{artifactory.Host}/docker-local/team-a/app:v1", Auth(artifactory.Host, "somebody", token), Cancel)).IsPulled);
    }

    private static string Auth(string host, string username, string password) =>
        new JsonObject { ["auths"] = new JsonObject { [host] = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")) } } }.ToJsonString();
}
