using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;

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
    public async Task Audit_Entry_HasAnAddressOfItsOwnAndTheListAFile()
    {
        await server.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "linked" });
        using var admin = await Visitor.AdminAsync(server.Host);
        var list = await admin.ReadAsync("/audit?workspace=linked&from=2020-01-01T10:30&to=2199-01-01");
        var link = EntryLink().Match(list).Value;
        Assert.NotEmpty(link);
        Assert.Contains("value=\"2020-01-01T10:30\"", list, StringComparison.Ordinal);
        var file = System.Net.WebUtility.HtmlDecode(ExportLink().Match(list).Groups[1].Value);
        Assert.Contains("workspace=linked", file, StringComparison.Ordinal);
        Assert.Contains("from=2020-01-01T10%3A30%3A00Z", file, StringComparison.Ordinal);
        Assert.Contains("workspace.create", await admin.ReadAsync(file), StringComparison.Ordinal);

        var entry = await admin.ReadAsync(link);
        Assert.Contains("workspace.create", entry, StringComparison.Ordinal);
        Assert.Contains("<dt>displayName</dt>", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"changes\"", entry, StringComparison.Ordinal);
        await admin.ReadAsync("/audit/999999999", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task User_Page_TellsWorkspacesTokensAndTheLastSignIn_AndEndsThem()
    {
        await server.Host.WorkspaceAsync("crew");
        using var token = await server.Host.UserAsync("yara", "crew", "editor");
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Null((await server.Host.Admin.GetOkAsync("/api/v1/users/yara"))["lastSignInAt"]);
        using var yara = await Visitor.SignedInAsync(server.Host, "yara");
        Assert.NotNull((await server.Host.Admin.GetOkAsync("/api/v1/users/yara"))["lastSignInAt"]);

        var page = await admin.ReadAsync("/users/yara");
        Assert.Contains("/workspaces/crew/members", page, StringComparison.Ordinal);
        Assert.Contains("/users/yara/tokens/", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/users/yara\"", await admin.ReadAsync("/users/-/tokens?q=yara", fragment: true), StringComparison.Ordinal);
        Assert.Contains("End all sessions and tokens of yara?", await admin.ReadAsync("/users/yara/sign-out"), StringComparison.Ordinal);
        await token.GetOkAsync("/api/v1/me");
        Assert.Contains("are ended.", await admin.PostDoneAsync("/users/yara/sign-out", "/users/yara"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await token.SendAsync(HttpMethod.Get, "/api/v1/me")).Status);
        using (var gone = await yara.GetAsync("/my/workspaces"))
            Assert.StartsWith("/sign-in", gone.Headers.Location!.OriginalString, StringComparison.Ordinal);
        (await Visitor.SignedInAsync(server.Host, "yara")).Dispose();
    }

    [Fact]
    public async Task User_Disabled_SignsInNoMoreUntilEnabled()
    {
        using var token = await server.Host.UserAsync("zoe");
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains("Disabled", await admin.PostDoneAsync("/users/zoe/edit", "/users", ("platformRole", "user"), ("disabled", "true")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await token.SendAsync(HttpMethod.Get, "/api/v1/me")).Status);
        using (var stranger = new Nobody(server.Host))
            Assert.Equal(HttpStatusCode.Unauthorized, await stranger.SignInAsync("zoe", "password of zoe"));

        // A new password alone opens nothing that an admin shut.
        await server.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/users/zoe", new { password = "password of zoe" });
        using (var stranger = new Nobody(server.Host))
            Assert.Equal(HttpStatusCode.Unauthorized, await stranger.SignInAsync("zoe", "password of zoe"));
        await admin.PostDoneAsync("/users/zoe/edit", "/users", ("platformRole", "user"));
        (await Visitor.SignedInAsync(server.Host, "zoe")).Dispose();
        Assert.Contains("The last platform admin cannot go", await admin.PostRefusedAsync("/users/admin/edit", HttpStatusCode.Conflict, ("platformRole", "admin"), ("disabled", "true")), StringComparison.Ordinal);
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

    /// <summary>Somebody who asks for a token by a password.</summary>
    private sealed class Nobody(RoadsteadHost host) : IDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = host.Url };

        internal async Task<HttpStatusCode> SignInAsync(string user, string password)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens") { Content = System.Net.Http.Json.JsonContent.Create(new { name = "tried" }) };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}")));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        public void Dispose() => client.Dispose();
    }

    [GeneratedRegex("/audit/[0-9]+")]
    private static partial Regex EntryLink();

    [GeneratedRegex("href=\"(/api/v1/audit/export[^\"]*format=csv[^\"]*)\"")]
    private static partial Regex ExportLink();

    [GeneratedRegex("rst_[A-Za-z0-9_-]{20,}")]
    private static partial Regex Secret();

    [GeneratedRegex("/my/tokens/[0-9a-f-]{36}/delete")]
    private static partial Regex Delete();
}
