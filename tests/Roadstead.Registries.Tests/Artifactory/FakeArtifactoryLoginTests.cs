using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Logins, and what wrong ones cost.</summary>
public sealed class FakeArtifactoryLoginTests
{
    [Fact]
    public async Task A_failed_login_suspends_its_user_for_a_growing_time_of_a_minute_at_most()
    {
        var time = new ManualTime();
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Time = time });
        var dev = artifactory.CreateUser("dev");
        using var right = new FakeArtifactoryApi(artifactory, dev.Basic);
        using var wrong = new FakeArtifactoryApi(artifactory, (dev with { Password = "wrong" }).Basic);
        using var other = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
            time.Advance(TimeSpan.FromSeconds(seconds - 0.5));
            var suspended = await right.GetAsync("/api/repositories");
            Assert.Equal(403, suspended.Status);
            Assert.Contains("login failures", suspended.Message, StringComparison.Ordinal);
            Assert.Equal(403, (await right.GetAsync("/v2/")).Status);
            Assert.Equal(200, (await other.GetAsync("/api/repositories")).Status);
            time.Advance(TimeSpan.FromSeconds(0.5));
        }

        // Whoever gets in begins anew.
        Assert.Equal(200, (await right.GetAsync("/api/repositories")).Status);
        Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await right.GetAsync("/api/repositories")).Status);
    }

    [Fact]
    public async Task Who_fails_too_often_is_locked_until_an_admin_unlocks_him()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, LoginSuspension = TimeSpan.Zero, LockAfterFailedLogins = 2 });
        var dev = artifactory.CreateUser("dev");
        using var right = new FakeArtifactoryApi(artifactory, dev.Basic);
        using var wrong = new FakeArtifactoryApi(artifactory, (dev with { Password = "wrong" }).Basic);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
        Assert.Equal(200, (await right.GetAsync("/api/repositories")).Status);
        Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
        Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
        Assert.Equal(403, (await right.GetAsync("/api/repositories")).Status);
        Assert.Equal("locked", (string)(await admin.JsonAsync("/access/api/v2/users/dev"))["status"]!);

        Assert.Equal(200, (await admin.SendAsync("POST", "/api/security/unlockUsers/dev")).Status);
        Assert.Equal(200, (await right.GetAsync("/api/repositories")).Status);
    }

    [Fact]
    public async Task Tokens_neither_suspend_nor_are_suspended()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Time = new ManualTime() });
        artifactory.CreateUser("dev");
        using var wrong = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("dev", "wrong").Basic);
        using var token = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("dev", artifactory.CreateToken("dev")).Basic);

        Assert.Equal(401, (await wrong.GetAsync("/api/repositories")).Status);
        Assert.Equal(403, (await wrong.GetAsync("/api/repositories")).Status);
        Assert.Equal(200, (await token.GetAsync("/api/repositories")).Status);
    }

    [Fact]
    public async Task Api_keys_work_until_they_are_switched_off()
    {
        foreach (var (isOn, status) in new[] { (true, 200), (false, 401) })
        {
            await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, ApiKeys = isOn, LoginSuspension = TimeSpan.Zero });
            artifactory.CreateUser("dev");
            var key = artifactory.CreateApiKey("dev");
            using var nobody = new FakeArtifactoryApi(artifactory);
            using var asPassword = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("dev", key).Basic);

            Assert.Equal(status, (await nobody.SendAsync("GET", "/api/repositories", headers: ("X-JFrog-Art-Api", key))).Status);
            Assert.Equal(status, (await asPassword.GetAsync("/api/repositories")).Status);
        }
    }

    [Fact]
    public async Task Admins_alone_read_what_tells_an_admin()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var token = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("ci", "applied-permissions/admin").Value);

        foreach (var path in new[] { "/api/storageinfo", "/api/system/licenses", "/access/api/v2/users/admin", "/api/security/users/admin" })
        {
            Assert.Equal(403, (await user.GetAsync(path)).Status);
            Assert.Equal(200, (await admin.GetAsync(path)).Status);
            Assert.Equal(200, (await token.GetAsync(path)).Status);
        }

        Assert.True(artifactory.Calls.Where(call => call.Status == 200).All(call => call.HasCredentials));
        Assert.Equal(3, artifactory.Count("GET /api/storageinfo"));
        Assert.Equal(3, artifactory.Count("GET /access/api/v2/users/{name}"));
    }
}
