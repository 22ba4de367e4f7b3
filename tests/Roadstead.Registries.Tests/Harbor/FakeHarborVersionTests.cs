using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>What the releases between the recorded ones can do, as one table says it.</summary>
public sealed class FakeHarborVersionTests
{
    private static readonly JsonNode Robot = new JsonObject
    {
        ["name"] = "ci",
        ["level"] = "system",
        ["duration"] = 0,
        ["permissions"] = new JsonArray(new JsonObject { ["kind"] = "project", ["namespace"] = "*", ["access"] = new JsonArray(new JsonObject { ["resource"] = "repository", ["action"] = "pull" }) }),
    };

    /// <param name="version">The release.</param>
    /// <param name="ping">Status of ping.</param>
    /// <param name="byName">Status of a project by its name.</param>
    /// <param name="manyAtOnce">Status of a page of 101.</param>
    /// <param name="permissions">Status of the list of permissions.</param>
    /// <param name="endless">Status of a robot without a duration.</param>
    /// <param name="oldRobots">Status of a project's robots under the project.</param>
    /// <param name="saysVersion">Whether the anonymous are told the release.</param>
    [Theory]
    [InlineData("2.0.0", 404, 422, 200, 404, 404, 404, true)]
    [InlineData("2.1", 404, 422, 422, 404, 404, 404, true)]
    [InlineData("2.2", 200, 200, 422, 404, 201, 200, true)]
    [InlineData("2.4", 200, 200, 422, 404, 201, 200, true)]
    [InlineData("2.10", 200, 200, 422, 200, 201, 200, true)]
    [InlineData("2.11", 200, 200, 422, 200, 400, 200, true)]
    [InlineData("2.12", 200, 200, 422, 200, 400, 200, true)]
    [InlineData("2.13", 200, 200, 422, 200, 400, 404, false)]
    [InlineData("2.14", 200, 200, 422, 200, 400, 404, false)]
    public async Task Each_release_has_what_it_brought(string version, int ping, int byName, int manyAtOnce, int permissions, int endless, int oldRobots, bool saysVersion)
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version, WithStorage = false });
        using var admin = new HarborApi(harbor, harbor.Admin);
        using var nobody = new HarborApi(harbor);

        Assert.Equal(ping, await nobody.StatusAsync("GET", "/ping"));
        Assert.Equal(byName, await admin.StatusAsync("GET", "/projects/library"));
        Assert.Equal(200, await admin.StatusAsync("GET", "/projects/1"));
        Assert.Equal(manyAtOnce, await admin.StatusAsync("GET", "/projects?page_size=101"));
        Assert.Equal(permissions, await admin.StatusAsync("GET", "/permissions"));
        Assert.Equal(endless, await admin.StatusAsync("POST", "/robots", Robot.DeepClone()));
        Assert.Equal(oldRobots, await admin.StatusAsync("GET", "/projects/1/robots"));
        Assert.Equal(saysVersion, (await nobody.GetAsync("/systeminfo"))["harbor_version"] is not null);
        Assert.StartsWith($"v{version}-", (string)(await admin.GetAsync("/systeminfo"))["harbor_version"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_to_2_13_the_realm_is_the_configured_address_and_then_the_one_that_was_asked()
    {
        foreach (var (version, realm) in new[] { ("2.13.0", "https://harbor.test/service/token"), ("2.14.0", "https://door.test/service/token") })
        {
            await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version, ExternalUrl = "https://harbor.test", WithStorage = false });
            using var nobody = new HarborApi(harbor);
            var (status, _, answer) = await nobody.SendAsync("GET", "/v2/", null, ("Host", "door.test"));
            Assert.Equal((401, $"Bearer realm=\"{realm}\",service=\"harbor-registry\""), (status, answer.Headers.WwwAuthenticate.ToString()));
        }
    }

    [Fact]
    public void An_unknown_release_is_refused() => Assert.Throws<ArgumentException>(() => HarborFeatures.For("3.0"));
}
