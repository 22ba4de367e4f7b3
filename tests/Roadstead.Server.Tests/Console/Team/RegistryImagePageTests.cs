using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>From a registry over its spaces to an artifact, link by link.</summary>
public sealed partial class RegistryImagePageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task An_admin_goes_from_registry_and_space_to_image_and_artifact()
    {
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Contains("href=\"/registries/images/images\"", await admin.PageAsync("/registries/images"), StringComparison.Ordinal);
        var all = await admin.PageAsync("/registries/images/images");
        Assert.Equal(["library/base", "payments/api", "shipping/api"], Names(all));

        var id = (await world.Host.Admin.GetOkAsync("/api/v1/spaces?q=shipping"))["items"]![0]!["id"]!.GetValue<string>();
        var link = $"/registries/images/images?space={id}";
        Assert.Contains($"href=\"{link}\"", await admin.PageAsync("/spaces"), StringComparison.Ordinal);
        var space = await admin.PageAsync(link, asFragment: true);
        Assert.Equal(["shipping/api"], Names(space));

        var tags = await admin.PageAsync(Link(all, "payments%2Fapi"));
        Assert.True(tags.IndexOf($"{world.ApiName}:1.4\"", StringComparison.Ordinal) is > 0 and var newest && newest < tags.IndexOf($"{world.ApiName}:z-oldest\"", StringComparison.Ordinal));
        Assert.Contains("registry images, space payments", tags, StringComparison.Ordinal);
        Assert.DoesNotContain("/-/new?image", tags, StringComparison.Ordinal);
        var artifact = await admin.PageAsync($"/registries/images/images/artifact?image={Uri.EscapeDataString(world.ApiName)}&reference=1.4");
        Assert.Contains(world.Api.Digest, artifact, StringComparison.Ordinal);
        Assert.Contains(world.Attached.Digest, artifact, StringComparison.Ordinal);
        Assert.Contains("href=\"/registries/images/images\"", artifact, StringComparison.Ordinal);
        Assert.DoesNotContain("Vulnerabilities", artifact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_sees_what_the_workspaces_own_registry_holds_and_no_other()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var list = await vic.PageAsync("/workspaces/payments/registries/tools/images");
        Assert.Equal(["curl"], Names(list));
        var tags = await vic.PageAsync(Link(list, "curl"));
        Assert.Contains("curl:8", tags, StringComparison.Ordinal);
        Assert.Contains("Own", tags, StringComparison.Ordinal);
        var image = Uri.EscapeDataString($"{world.Tools.Url.Authority}/curl");
        await vic.PageAsync($"/workspaces/payments/registries/tools/images/artifact?image={image}&reference=8");

        // A name of another registry leads nowhere, whoever may see that.
        var other = Uri.EscapeDataString(world.ApiName);
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync($"/workspaces/payments/registries/tools/images/tags?image={other}"));
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync($"/workspaces/payments/registries/tools/images/artifact?image={other}"));
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync("/registries/images/images"));
        using var sam = await Person.SignInAsync(world.Host, "sam");
        Assert.Equal(HttpStatusCode.NotFound, await sam.StatusAsync("/workspaces/payments/registries/tools/images"));
        Assert.Equal(HttpStatusCode.NotFound, await sam.StatusAsync($"/workspaces/payments/registries/tools/images/tags?image={image}"));
    }

    [Fact]
    public async Task Absent_Registry_IsNotFound()
    {
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("/registries/nowhere/images"));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync($"/registries/nowhere/images/tags?image={Uri.EscapeDataString(world.ApiName)}"));
        Assert.Contains("No image of this registry matches", await admin.PageAsync("/registries/images/images?q=nothing-like-it"), StringComparison.Ordinal);
    }

    private static string[] Names(string page) => [.. Named().Matches(page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    private static string Link(string page, string end) => Tagged().Matches(page).Select(match => match.Groups[1].Value).First(link => link.EndsWith(end, StringComparison.Ordinal));

    [GeneratedRegex("data-label=\"Copy the name of ([^\"]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex("href=\"([^\"]+/tags\\?image=[^\"]+)\"")]
    private static partial Regex Tagged();
}
