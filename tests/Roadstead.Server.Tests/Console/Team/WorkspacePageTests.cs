using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

public sealed class WorkspacePageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task A_platform_admin_makes_renames_and_deletes_a_workspace()
    {
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Equal("/workspaces/made", await admin.DoneAsync("/workspaces/-/new", ("name", "made"), ("displayName", "Made <here>")));
        var page = await admin.PageAsync("/workspaces/made");
        Assert.Contains("The workspace made is there.", page, StringComparison.Ordinal);
        Assert.Contains("Made <here>", page, StringComparison.Ordinal);

        await admin.DoneAsync("/workspaces/made/edit", ("displayName", ""));
        Assert.DoesNotContain("Made <here>", await admin.PageAsync("/workspaces"), StringComparison.Ordinal);

        Assert.Contains("This is not the name.", await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/workspaces/made/delete", ("confirm", "Made")), StringComparison.Ordinal);
        Assert.Equal("/workspaces", await admin.DoneAsync("/workspaces/made/delete", ("confirm", "made")));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("/workspaces/made"));
    }

    [Theory]
    [InlineData("Payments!", HttpStatusCode.UnprocessableEntity)]
    [InlineData("payments", HttpStatusCode.Conflict)]
    public async Task Create_NameThatCannotBe_ComesBackWithTheReasonBesideTheField(string name, HttpStatusCode status)
    {
        using var admin = await Person.AdminAsync(world.Host);
        var page = await admin.RefusedAsync(status, "/workspaces/-/new", ("name", name), ("displayName", "What was typed"));
        Assert.Contains("id=\"field-name-error\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"What was typed\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WorkspaceInUse_SaysWhatToTakeAwayFirst()
    {
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Contains("The workspace is in use", await admin.RefusedAsync(HttpStatusCode.Conflict, "/workspaces/payments/delete", ("confirm", "payments")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspace_Member_SeesWhatItMayPullAndNothingOfOthers()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync("/workspaces/payments");
        Assert.Contains($"{world.Host.GatewayHost}/images/payments/", page, StringComparison.Ordinal);
        Assert.Contains($"{world.Host.GatewayHost}/images/library/", page, StringComparison.Ordinal);
        Assert.Contains("/workspaces/payments/registries/tools", page, StringComparison.Ordinal);
        Assert.DoesNotContain("shipping", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/workspaces/payments/delete", page, StringComparison.Ordinal);

        foreach (var list in new[] { "/workspaces", "/my/workspaces" })
        {
            var workspaces = await vic.PageAsync(list);
            Assert.Contains("Team payments", workspaces, StringComparison.Ordinal);
            Assert.DoesNotContain("Team shipping", workspaces, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Overview_Member_TellsWhoWhereAndWhatAtAGlance()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync("/workspaces/payments");
        Assert.Contains("admin: ada", page, StringComparison.Ordinal);
        Assert.Contains("2 can pull", page, StringComparison.Ordinal);
        Assert.Contains("1 private, 1 public", page, StringComparison.Ordinal);
        Assert.Contains("Nothing is in the way", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/images/lab/payments-web\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "payments,library,tools")]
    [InlineData("show=private", "payments")]
    [InlineData("show=public", "library")]
    [InlineData("show=own", "tools")]
    [InlineData("q=LIB", "library")]
    [InlineData("q=tool", "tools")]
    [InlineData("q=image", "payments,library")]
    [InlineData("show=trouble", "")]
    [InlineData("q=shipping", "")]
    public async Task MayPull_SearchAndFilter_NarrowWhatTheWorkspaceMay(string query, string names)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var rows = await vic.PageAsync($"/workspaces/payments/may-pull?{query}", asFragment: true);
        Assert.StartsWith("<div id=\"may-pull\">", rows, StringComparison.Ordinal);
        var wanted = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in new[] { "payments", "library", "tools" })
            Assert.Equal(wanted.Contains(name), rows.Contains($"from {name}<", StringComparison.Ordinal));
        Assert.DoesNotContain("shipping", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_LastAdmin_IsTakenAwayWithAWordAndMissedAfterwards()
    {
        using var admin = await Person.AdminAsync(world.Host);
        await admin.DoneAsync("/workspaces/-/new", ("name", "headless"));
        (await world.Host.UserAsync("hal", "headless", "admin")).Dispose();
        var members = await admin.PageAsync("/workspaces/headless/members");
        Assert.Contains("<option value=\"vic\">", members, StringComparison.Ordinal);
        Assert.Contains("What a role may do", members, StringComparison.Ordinal);
        Assert.Contains("The workspace has no admin then", await admin.PageAsync("/workspaces/headless/members/hal/remove", asFragment: true), StringComparison.Ordinal);
        await admin.DoneAsync("/workspaces/headless/members/hal", ("role", "viewer"));
        Assert.Contains("Nobody is its admin", await admin.PageAsync("/workspaces/headless/members"), StringComparison.Ordinal);
        Assert.DoesNotContain("no admin then", await admin.PageAsync("/workspaces/headless/members/hal/remove", asFragment: true), StringComparison.Ordinal);

        using var ada = await Person.SignInAsync(world.Host, "ada");
        Assert.DoesNotContain("<option value=\"sam\">", await ada.PageAsync("/workspaces/payments/members"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/members")]
    [InlineData("/namespaces")]
    [InlineData("/pull")]
    [InlineData("/may-pull")]
    [InlineData("/namespaces/lab/payments/docker-config")]
    public async Task Workspace_Stranger_IsNotShown(string below)
    {
        using var sam = await Person.SignInAsync(world.Host, "sam");
        Assert.Equal(HttpStatusCode.NotFound, await sam.StatusAsync("/workspaces/payments" + below));
    }

    [Fact]
    public async Task A_workspace_admin_adds_changes_and_removes_a_member()
    {
        (await world.Host.UserAsync("newcomer")).Dispose();
        using var ada = await Person.SignInAsync(world.Host, "ada");
        Assert.Equal("/workspaces/payments/members", await ada.DoneAsync("/workspaces/payments/members", ("user", "newcomer"), ("role", "viewer")));
        Assert.Contains("newcomer is a member of payments now.", await ada.PageAsync("/workspaces/payments/members"), StringComparison.Ordinal);

        await ada.DoneAsync("/workspaces/payments/members/newcomer", ("role", "editor"));
        var members = await world.Host.Admin.GetOkAsync("/api/v1/workspaces/payments/members?q=newcomer");
        Assert.Equal("editor", members["items"]![0]!["role"]!.GetValue<string>());

        Assert.StartsWith("<dialog", await ada.PageAsync("/workspaces/payments/members/newcomer/remove", asFragment: true), StringComparison.Ordinal);
        await ada.DoneAsync("/workspaces/payments/members/newcomer/remove");
        Assert.Empty((await world.Host.Admin.GetOkAsync("/api/v1/workspaces/payments/members?q=newcomer"))["items"]!.AsArray());
    }

    [Fact]
    public async Task AddMember_UserWhoDoesNotExist_IsSaidBesideTheField()
    {
        using var ada = await Person.SignInAsync(world.Host, "ada");
        var page = await ada.RefusedAsync(HttpStatusCode.NotFound, "/workspaces/payments/members", ("user", "nobody"), ("role", "viewer"));
        Assert.Contains("There is no user 'nobody'.", page, StringComparison.Ordinal);
        Assert.Contains("id=\"field-user-error\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_Viewer_ReadsThemAndHasNoForm()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync("/workspaces/payments/members");
        Assert.Contains("ada", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Add a member", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<select", page, StringComparison.Ordinal);
        await vic.RefusedAsync(HttpStatusCode.Forbidden, "/workspaces/payments/members/vic", ("role", "admin"));
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync("/workspaces/payments/members/ada/remove"));
    }

    [Fact]
    public async Task A_platform_admin_adds_and_removes_a_namespace()
    {
        using var admin = await Person.AdminAsync(world.Host);
        await admin.DoneAsync("/workspaces/payments/namespaces", ("cluster", "lab"), ("namespace", "extra"));
        Assert.Contains("/images/lab/extra", await admin.PageAsync("/workspaces/payments/namespaces?q=extra"), StringComparison.Ordinal);

        var taken = await admin.RefusedAsync(HttpStatusCode.Conflict, "/workspaces/shipping/namespaces", ("cluster", "lab"), ("namespace", "extra"));
        Assert.Contains("id=\"field-namespace-error\"", taken, StringComparison.Ordinal);
        Assert.Contains("is in the workspace 'payments'", taken, StringComparison.Ordinal);

        await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/workspaces/payments/namespaces/lab/extra/remove", ("confirm", "lab"));
        await admin.DoneAsync("/workspaces/payments/namespaces/lab/extra/remove", ("confirm", "extra"));
        Assert.Contains("Nothing found", await admin.PageAsync("/workspaces/payments/namespaces?q=extra", asFragment: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespaces_WorkspaceAdmin_MayNotAddAndIsToldNoCluster()
    {
        using var ada = await Person.SignInAsync(world.Host, "ada");
        Assert.DoesNotContain("Add a namespace", await ada.PageAsync("/workspaces/payments/namespaces"), StringComparison.Ordinal);
        await ada.RefusedAsync(HttpStatusCode.Forbidden, "/workspaces/payments/namespaces", ("cluster", "lab"), ("namespace", "mine"));
    }

    [Fact]
    public async Task DockerConfig_Editor_DownloadsTheNamespacesOwnIdentity()
    {
        using var ed = await Person.SignInAsync(world.Host, "ed");
        using var answer = await ed.GetAsync("/workspaces/payments/namespaces/lab/payments/docker-config");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("config.json", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Contains(world.Host.GatewayHost, text, StringComparison.Ordinal);
        Assert.DoesNotContain("upstream login", text, StringComparison.Ordinal);
        var audit = await world.Host.Admin.GetOkAsync("/api/v1/audit?action=pull-identity.read&actor=ed");
        Assert.NotEmpty(audit["items"]!.AsArray());
    }

    [Fact]
    public async Task DockerConfig_Viewer_IsRefusedAndNotOffered()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.DoesNotContain("docker-config", await vic.PageAsync("/workspaces/payments/namespaces"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync("/workspaces/payments/namespaces/lab/payments/docker-config"));
    }

    [Theory]
    [InlineData("docker", "| docker login --username vic --password-stdin", "docker pull ")]
    [InlineData("podman", "| podman login --tls-verify=false --username vic --password-stdin", "podman pull --tls-verify=false ")]
    [InlineData("nerdctl", "| nerdctl login --insecure-registry --username vic --password-stdin", "nerdctl --insecure-registry pull ")]
    [InlineData("skopeo", "| skopeo login --tls-verify=false --username vic --password-stdin", "skopeo copy --src-tls-verify=false docker://")]
    [InlineData("helm", "| helm registry login --plain-http --username vic --password-stdin", "helm pull --plain-http oci://")]
    public async Task Pull_EachClient_SignsInWithTheTokenFromTheEnvironment(string client, string login, string pull)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"/workspaces/payments/pull?registry=images&client={client}");
        Assert.Contains($"printf %s \"$ROADSTEAD_TOKEN\" {login} {world.Host.GatewayHost}<", page, StringComparison.Ordinal);
        Assert.Contains($"{pull}{world.Host.GatewayHost}/images/payments/api", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OpenRegistry_NeedsNoSignIn()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync("/workspaces/payments/pull?registry=w%2Ftools");
        Assert.Contains("This registry is open", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ROADSTEAD_TOKEN", page, StringComparison.Ordinal);
        Assert.Contains($"docker pull {world.Tools.Url.Authority}/curl:TAG", page, StringComparison.Ordinal);
    }
}
