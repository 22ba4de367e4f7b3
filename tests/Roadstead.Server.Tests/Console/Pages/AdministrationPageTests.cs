using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>Clusters, users, tokens and audit by forms.</summary>
public sealed partial class AdministrationPageTests(SharedRoadsteadHost server) : IClassFixture<SharedRoadsteadHost>
{
    [Fact]
    public async Task Cluster_FromFormToForm_IsAddedEditedAndDeleted()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains("field-serverUrl-error", await admin.PostRefusedAsync("/clusters/-/new", HttpStatusCode.UnprocessableEntity, ("name", "edge"), ("kind", "standalone"), ("serverUrl", "ftp://x"), ("unmanagedImages", "deny")), StringComparison.Ordinal);
        Assert.Contains("edge is added.", await admin.PostDoneAsync("/clusters/-/new", "/clusters/edge", ("name", "edge"), ("kind", "standalone"), ("unmanagedImages", "deny")), StringComparison.Ordinal);
        Assert.Contains("The name is taken", await admin.PostRefusedAsync("/clusters/-/new", HttpStatusCode.Conflict, ("name", "edge"), ("kind", "standalone")), StringComparison.Ordinal);
        Assert.Contains("Allowed", await admin.PostDoneAsync("/clusters/edge/edit", "/clusters/edge", ("serverUrl", "https://roadstead.example.com"), ("unmanagedImages", "allow")), StringComparison.Ordinal);
        Assert.Equal("https://roadstead.example.com", (string?)(await server.Host.Admin.GetOkAsync("/api/v1/clusters/edge"))["serverUrl"]);
        await admin.PostRefusedAsync("/clusters/edge/delete", HttpStatusCode.UnprocessableEntity, ("confirm", ""));
        Assert.Contains("edge is deleted.", await admin.PostDoneAsync("/clusters/edge/delete", "/clusters", ("confirm", "edge")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_FromFormToForm_IsAddedEditedAndDeleted()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        var refused = await admin.PostRefusedAsync("/users/-/new", HttpStatusCode.UnprocessableEntity, ("name", "Ines"), ("password", "short"), ("platformRole", "admin"));
        Assert.Contains("field-name-error", refused, StringComparison.Ordinal);
        Assert.Contains("field-password-error", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"short\"", refused, StringComparison.Ordinal);
        Assert.Contains("ines is added.", await admin.PostDoneAsync("/users/-/new", "/users", ("name", "ines"), ("password", "a sentence is easy"), ("platformRole", "user")), StringComparison.Ordinal);
        await admin.PostDoneAsync("/users/ines/edit", "/users", ("password", "another sentence is easy"), ("platformRole", "user"));
        using (await Visitor.SignedInAsync(server.Host, "ines", "another sentence is easy"))
            Assert.Contains("ines is deleted.", await admin.PostDoneAsync("/users/ines/delete", "/users", ("confirm", "ines")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_TheLastAdmin_CannotGo()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains("The last platform admin cannot go", await admin.PostRefusedAsync("/users/admin/delete", HttpStatusCode.Conflict, ("confirm", "admin")), StringComparison.Ordinal);
        Assert.Contains("The last platform admin cannot go", await admin.PostRefusedAsync("/users/admin/edit", HttpStatusCode.Conflict, ("platformRole", "user")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Made_IsShownOnceAndWorksUntilItIsDeleted()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains("field-expiresInDays-error", await admin.PostRefusedAsync("/my/tokens", HttpStatusCode.UnprocessableEntity, ("name", "ci"), ("expiresInDays", "many")), StringComparison.Ordinal);
        var page = await admin.PostDoneAsync("/my/tokens", "/my/tokens", ("name", "pipeline"), ("expiresInDays", "7"));
        var secret = Secret().Match(page).Value;
        Assert.NotEmpty(secret);
        Assert.DoesNotContain(secret, await admin.ReadAsync("/my/tokens"), StringComparison.Ordinal);
        using var program = server.Host.Client(secret);
        await program.GetOkAsync("/api/v1/me");

        var delete = Delete().Match(page[page.IndexOf("pipeline", StringComparison.Ordinal)..]).Value;
        Assert.Contains("Delete the token pipeline?", await admin.ReadAsync(delete), StringComparison.Ordinal);
        await admin.PostDoneAsync(delete, "/my/tokens");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync(HttpMethod.Get, "/api/v1/me")).Status);
    }

    [Fact]
    public async Task Tokens_OfOthers_AreNotShown()
    {
        (await server.Host.UserAsync("tariq")).Dispose();
        using var tariq = await Visitor.SignedInAsync(server.Host, "tariq");
        var id = (string)(await server.Host.Admin.GetOkAsync("/api/v1/tokens"))["items"]![0]!["id"]!;
        await tariq.ReadAsync($"/my/tokens/{id}/delete", HttpStatusCode.NotFound);
        Assert.Equal(1, (await tariq.ReadAsync("/my/tokens")).Split("/delete\" hx-get").Length - 1);
    }

    [Fact]
    public async Task Audit_Filtered_ShowsWhatMatchesAndSaysWhatIsWrongWithAFilter()
    {
        await server.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "audited" });
        using var admin = await Visitor.AdminAsync(server.Host);
        var rows = await admin.ReadAsync("/audit?action=workspace&object=audited&actor=admin", fragment: true);
        Assert.StartsWith("<div id=\"audit\">", rows, StringComparison.Ordinal);
        Assert.Contains("workspace.create", rows, StringComparison.Ordinal);
        Assert.Contains("<dt>displayName</dt>", rows, StringComparison.Ordinal);
        Assert.Contains("No change matches.", await admin.ReadAsync("/audit?to=2001-01-01"), StringComparison.Ordinal);
        Assert.Contains("field-from-error", await admin.ReadAsync("/audit?from=yesterday", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutTheTokenOfThePage_IsRefused()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Host.Url };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", "forged")]);
        using var answer = await client.PostAsync("/clusters/-/new", form, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Empty((await server.Host.Admin.GetOkAsync("/api/v1/clusters?q=forged"))["items"]!.AsArray());
    }

    [GeneratedRegex("rst_[A-Za-z0-9_-]{20,}")]
    private static partial Regex Secret();

    [GeneratedRegex("/my/tokens/[0-9a-f-]{36}/delete")]
    private static partial Regex Delete();
}
