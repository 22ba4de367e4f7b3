using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>From an explanation to where it is mended, and back.</summary>
public sealed class AccessMendTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task NotBound_ForAMember_SaysWhomToAskAndHowToGoOn()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"/access/lab/payments?image={world.Host.GatewayHost}/images/shipping/api:1");
        Assert.Contains("Stops here", page, StringComparison.Ordinal);
        Assert.Contains("Ask a platform admin <button", page, StringComparison.Ordinal);
        Assert.Contains($"data-copy=\"lab/payments: {world.Host.GatewayHost}/images/shipping/api:1", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/images/lab/payments\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/access/lab/payments/bind", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync("/access/lab/payments/bind?image=a.example/b"));
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync("/access/lab/payments/join?image=a.example/b"));
    }

    [Fact]
    public async Task NotBound_ForAnAdmin_IsBoundFromThereAndComesBackAllowed()
    {
        var space = await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/images/spaces", new { name = "mended", visibility = "private" });
        var image = Uri.EscapeDataString($"{world.Host.GatewayHost}/images/mended/app:1");
        using var admin = await Person.AdminAsync(world.Host);
        var page = await admin.PageAsync($"/access/lab/payments?image={image}");
        Assert.Contains($"href=\"/access/lab/payments/bind?image={image}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/spaces/{space["id"]}/workspaces\"", page, StringComparison.Ordinal);

        var dialog = await admin.PageAsync($"/access/lab/payments/bind?image={image}", asFragment: true);
        Assert.StartsWith("<dialog", dialog, StringComparison.Ordinal);
        Assert.Contains("Bind mended to payments?", dialog, StringComparison.Ordinal);
        var back = await admin.DoneAsync($"/access/lab/payments/bind?image={image}", ("space", (string)space["id"]!), ("workspace", "payments"));
        Assert.Equal($"/access/lab/payments?image={image}", back);
        var mended = await admin.PageAsync(back);
        Assert.Contains("mended is bound to payments.", mended, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict-bad", mended, StringComparison.Ordinal);

        // Asked once more there is nothing to bind: the explanation says what is.
        using var again = await admin.GetAsync($"/access/lab/payments/bind?image={image}");
        Assert.Equal(back, again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task InNoWorkspace_ForAnAdmin_IsPutIntoOneThatMayPull()
    {
        var image = Uri.EscapeDataString(world.ApiName + ":1.4");
        using var admin = await Person.AdminAsync(world.Host);
        var page = await admin.PageAsync($"/access/lab/lonely?image={image}");
        Assert.Contains("is in no workspace", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/access/lab/lonely/join?image={image}\"", page, StringComparison.Ordinal);

        var form = await admin.PageAsync($"/access/lab/lonely/join?image={image}");
        Assert.Matches("<optgroup label=\"may pull the image\">\\s*<option value=\"payments\"", form);
        await admin.RefusedAsync(HttpStatusCode.NotFound, $"/access/lab/lonely/join?image={image}", ("workspace", "nobody"));
        var back = await admin.DoneAsync($"/access/lab/lonely/join?image={image}", ("workspace", "payments"));
        Assert.Contains("lab/lonely is in payments now.", await admin.PageAsync(back), StringComparison.Ordinal);
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/payments/namespaces/lab/lonely");
    }

    [Fact]
    public async Task OtherObstacles_LeadToTheirOwnPlaces()
    {
        using var admin = await Person.AdminAsync(world.Host);
        var unknown = await admin.PageAsync($"/access/lab/payments?image={world.Host.GatewayHost}/nowhere/app:1");
        Assert.Contains("href=\"#field-image\"", unknown, StringComparison.Ordinal);
        var id = await admin.PageAsync("/access/lab/payments?image=sha256:0123456789ab");
        Assert.Contains("href=\"#field-image\"", id, StringComparison.Ordinal);
        var tag = await admin.PageAsync($"/access/lab/payments?image={Uri.EscapeDataString(world.ApiName + ":none")}");
        Assert.Contains("verdict-note", tag, StringComparison.Ordinal);
        Assert.Contains("It may, and yet a pull would fail now:", tag, StringComparison.Ordinal);
    }
}
