using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>The platform's pages with data, for those who may see them and those who may not.</summary>
public sealed class PlatformPageTests(PlatformWorld world) : IClassFixture<PlatformWorld>
{
    private static readonly (string Path, string Text)[] Pages =
    [
        ("/", "Latest changes"),
        ("/registries", "images"),
        ("/registries?view=table", "Docker Registry"),
        ("/registries?status=unhealthy&type=harbor", "No registry matches"),
        ("/registries?status=healthy&origin=integrated", "images"),
        ("/registries?signal=login", "No registry matches"),
        ("/registries/-/identities?ends=soon", "No identity matches"),
        ("/registries/-/integrate", "Docker Registry"),
        ("/registries/images", "Quick start"),
        ("/registries/images/edit", "Save"),
        ("/registries/images/unbind", "Unbind images?"),
        ("/registries/images/identities", "payments-api"),
        ("/registries/images/identities?q=zzz", "No identity matches"),
        ("/registries/images/identities/rotate", "Renew the pull identities for images?"),
        ("/registries/-/leaving", "Nothing is left behind"),
        ("/spaces", "team-a"),
        ("/spaces?registry=images&visibility=private&bound=true", "payments"),
        ("/spaces?q=zzz", "No space matches"),
        ("/spaces/-/bindings?state=failing", "No such binding"),
        ("/spaces/new?registry=images", "images"),
        ("/spaces/{space}", "Who can use it"),
        ("/spaces/{space}/workspaces", "search"),
        ("/spaces/{space}/workspaces?q=zzz", "No workspace matches"),
        ("/spaces/{space}/workspaces/state", "payments"),
        ("/spaces/-/bind?space={space}", "Bind 1 spaces to a workspace"),
        ("/spaces/-/bind", "No space is chosen"),
        ("/spaces/-/unbind?space={space}&workspace=payments", "can no longer pull from these spaces"),
        ("/spaces/-/bind/state?space={space}&workspace=payments", "Spaces of payments"),
        ("/registries/images/events", "This registry tells of nothing"),
        ("/spaces/{space}/visibility?to=public", "Make team-a public?"),
        ("/spaces/{space}/quota", "Quota of team-a"),
        ("/spaces/{space}/keep", "Keep the space team-a?"),
        ("/spaces/{space}/delete", "Delete the space team-a?"),
        ("/clusters", "prod"),
        ("/clusters/prod", "payments-api"),
        ("/clusters/prod/edit", "Save"),
        ("/clusters/prod/delete", "Delete the cluster prod?"),
        ("/clusters/-/leaving", "Nothing is left behind"),
        ("/managed-harbors", "No Harbor yet"),
        ("/managed-harbors?source=helm", "No Harbor matches"),
        ("/managed-harbors/-/new", "No cluster is connected"),
        ("/managed-harbors/-/new?cluster=prod", "Something has to be there first"),
        ("/managed-harbors/-/prerequisites?cluster=prod", "A standalone cluster is no Kubernetes"),
        ("/access/-/pulls", "Pulls and refusals"),
        ("/users", "mia"),
        ("/users/mia", "What they did"),
        ("/users/mia/sign-out", "End all sessions and tokens of mia?"),
        ("/users/-/tokens", "Everybody&#x27;s API tokens"),
        ("/settings", "ROADSTEAD_PUBLIC_URL"),
        ("/settings/about", "For a bug report"),
        ("/access/-/pulls?workspace=payments&registry=images&namespace=prod/payments-api", "No answer matches"),
        ("/users/mia/edit", "New password"),
        ("/users/mia/delete", "Delete the user mia?"),
        ("/audit?action=space&object=images", "space.bind"),
        ("/workspaces/payments/registries", "lab"),
        ("/workspaces/payments/registries/lab", "Quick start"),
        ("/workspaces/payments/registries/lab/edit", "This workspace&#x27;s alone"),
        ("/workspaces/payments/registries/lab/unbind", "Unbind lab?"),
        ("/workspaces/payments/registries/lab/identities", "Pull identities"),
    ];

    public static TheoryData<string, string> All => [.. Pages.Select(page => (page.Path, page.Text))];

    public static TheoryData<string> PlatformOnly => [.. Pages.Select(page => page.Path).Where(path => path != "/" && !path.StartsWith("/workspaces", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Page_ForAnAdmin_ShowsWhatItIsFor(string path, string text)
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.ReadAsync(Fill(path));
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotMatch(PageTests.Inline(), page);
        Assert.DoesNotContain(Registries.RegistryFixture.Password, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PlatformOnly))]
    public async Task Page_OfThePlatform_IsClosedToMembers(string path)
    {
        using var mia = await Visitor.SignedInAsync(world.Host, "mia");
        var page = await mia.ReadAsync(Fill(path), HttpStatusCode.Forbidden);
        Assert.Contains("Your role does not allow this", page, StringComparison.Ordinal);
        Assert.DoesNotContain("team-a", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_shows_who_is_bound_and_with_what_they_pull()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var account = (string)(await world.Host.Admin.GetOkAsync("/api/v1/registries/images/identities"))["items"]![0]!["account"]!;

        var page = WebUtility.HtmlDecode(await admin.ReadAsync("/registries/images"));
        Assert.Contains("/spaces?registry=images&workspace=payments", page, StringComparison.Ordinal);
        Assert.DoesNotContain("workspace=search", page, StringComparison.Ordinal);
        Assert.Contains(account, page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"events\"", page, StringComparison.Ordinal); // a Docker Registry cannot be asked to tell
        Assert.DoesNotContain("hx-trigger=\"every", await admin.ReadAsync("/registries/images/identities"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewal_asks_first_and_makes_the_next_generation()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var before = await GenerationAsync("/api/v1/registries/images/identities");
        Assert.Contains("serves all registries of its namespace", await admin.ReadAsync("/registries/images/identities/rotate", fragment: true), StringComparison.Ordinal);
        Assert.Equal(before, await GenerationAsync("/api/v1/registries/images/identities"));

        await admin.PostDoneAsync("/registries/images/identities/rotate", "/registries/images/identities");
        Assert.Equal(before + 1, await GenerationAsync("/api/v1/registries/images/identities"));
    }

    [Fact]
    public async Task A_workspaces_admin_sees_its_own_registrys_and_a_viewer_none()
    {
        using var ole = await Visitor.SignedInAsync(world.Host, "ole");
        Assert.Contains("/workspaces/payments/registries/lab/identities", await ole.ReadAsync("/workspaces/payments/registries/lab"), StringComparison.Ordinal);
        await ole.ReadAsync("/workspaces/payments/registries/lab/identities");
        await ole.ReadAsync("/registries/images/identities", HttpStatusCode.Forbidden);

        using var mia = await Visitor.SignedInAsync(world.Host, "mia");
        Assert.DoesNotContain("/identities", await mia.ReadAsync("/workspaces/payments/registries/lab"), StringComparison.Ordinal);
        await mia.ReadAsync("/workspaces/payments/registries/lab/identities", HttpStatusCode.Forbidden);
        await mia.PostRefusedAsync("/workspaces/payments/registries/lab/identities/rotate", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Dashboard_ForAMember_LeadsToTheirWorkspaces()
    {
        using var mia = await Visitor.SignedInAsync(world.Host, "mia");
        using var answer = await mia.GetAsync("/");
        Assert.Equal("/my/workspaces", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task WorkspaceRegistries_ForAViewer_ShowNoWayToChangeThem()
    {
        using var mia = await Visitor.SignedInAsync(world.Host, "mia");
        var page = await mia.ReadAsync("/workspaces/payments/registries/lab");
        Assert.DoesNotContain("/unbind", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nav-platform", page, StringComparison.Ordinal);
        await mia.ReadAsync("/workspaces/payments/registries/lab/edit", HttpStatusCode.Forbidden);
        await mia.ReadAsync("/workspaces/payments/registries/-/integrate", HttpStatusCode.Forbidden);
        await mia.ReadAsync("/workspaces/search/registries", HttpStatusCode.NotFound);
        await mia.ReadAsync("/workspaces/nowhere/registries", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WorkspaceRegistries_ForItsAdmin_MayBeChangedButNotMadeExclusive()
    {
        using var ole = await Visitor.SignedInAsync(world.Host, "ole");
        Assert.Contains("/workspaces/payments/registries/lab/unbind", await ole.ReadAsync("/workspaces/payments/registries"), StringComparison.Ordinal);
        Assert.DoesNotContain("mayBeExclusive", await ole.ReadAsync("/workspaces/payments/registries/lab/edit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/registries/nowhere")]
    [InlineData("/registries/nowhere/edit")]
    [InlineData("/registries/nowhere/unbind")]
    [InlineData("/registries/lab")]
    [InlineData("/workspaces/payments/registries/images")]
    [InlineData("/clusters/nowhere")]
    [InlineData("/users/nobody/edit")]
    [InlineData("/spaces/0198a000-0000-7000-8000-000000000001/delete")]
    public async Task Page_OfWhatIsNotThere_SaysSo(string path)
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains("Not found", await admin.ReadAsync(path, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_AskedByAnOpenPage_SendsHealthAndIndexAloneWithTheStatusForTheTitle()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var part = await admin.ReadAsync("/registries/images/live", fragment: true);
        Assert.StartsWith("<div id=\"registry-live\"", part, StringComparison.Ordinal);
        Assert.Contains("<span id=\"registry-status\" hx-swap-oob=\"true\">", part, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
        Assert.StartsWith("<section class=\"card\" id=\"registry-health\"", await admin.ReadAsync("/dashboard/health", fragment: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FromTheList_ComesBackToTheListAndSaysHowItWent()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains("images was checked: all signals hold.", await admin.PostDoneAsync("/registries/images/check", "/registries?view=table", ("returnUrl", "/registries?view=table")), StringComparison.Ordinal);
    }

    private string Fill(string path) => path.Replace("{space}", world.SpaceId, StringComparison.Ordinal);

    private async Task<int> GenerationAsync(string path) => (await world.Host.Admin.GetOkAsync(path))["items"]!.AsArray().Max(identity => (int)identity!["generation"]!);
}
