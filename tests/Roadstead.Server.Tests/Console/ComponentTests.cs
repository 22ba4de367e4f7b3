using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Access;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Dashboard;
using Roadstead.Server.Console.Errors;
using Roadstead.Server.Console.Layout;
using Roadstead.Server.Console.Registries;

namespace Roadstead.Server.Tests.Console;

/// <summary>Every shared component once: what it says, to eyes and to screen readers.</summary>
public sealed partial class ComponentTests
{
    [Theory]
    [InlineData(RegistryStatus.Healthy, "Healthy", "All checks hold.")]
    [InlineData(RegistryStatus.Unhealthy, "Unhealthy", "Login: The registry refused the login. Change user or password.")]
    [InlineData(RegistryStatus.Unknown, "Checking", "The first check is running.")]
    public async Task StatusBadge_Any_SaysWordAndReasonAndCanBeFocused(RegistryStatus status, string word, string reason)
    {
        var html = await Markup.OfAsync<StatusBadge>(("Status", status), ("Signals", Some.Signals(status)));
        Assert.StartsWith("<button type=\"button\" class=\"badge has-tip", html, StringComparison.Ordinal);
        Assert.Contains(word, html, StringComparison.Ordinal);
        Assert.Contains(reason, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VisibilityBadge_Each_SaysWhoMayPull()
    {
        Assert.Contains("Every namespace", await Markup.OfAsync<VisibilityBadge>(("Visibility", Visibility.Public)), StringComparison.Ordinal);
        Assert.Contains("Only namespaces of bound workspaces", await Markup.OfAsync<VisibilityBadge>(("Visibility", Visibility.Private)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeliveryState.Ready, "Ready")]
    [InlineData(DeliveryState.Pending, "Pending")]
    [InlineData(DeliveryState.Failing, "Failing")]
    [InlineData(DeliveryState.Removing, "Removing")]
    public async Task StateBadge_Any_SaysItsWord(DeliveryState state, string word) =>
        Assert.Contains(word, await Markup.OfAsync<StateBadge>(("State", state)), StringComparison.Ordinal);

    [Theory]
    [InlineData(EventsState.Subscribed, "Subscribed", "within seconds")]
    [InlineData(EventsState.Partial, "Partial", "Some spaces")]
    [InlineData(EventsState.Silent, "Silent", "cannot reach this server")]
    [InlineData(EventsState.Failing, "Failing", "looked at instead")]
    [InlineData(EventsState.Pending, "Pending", "not asked yet")]
    public async Task RegistryEvents_Any_SaysWhatItMeansAndWhatIsInTheWay(EventsState state, string word, string meaning)
    {
        var html = await Markup.OfAsync<RegistryEvents>(("Events", new EventsView(state, 3, 2, null, Some.Now, "webhook-refused", "The <policy> was refused.")));
        Assert.Contains(word, html, StringComparison.Ordinal);
        Assert.Contains(meaning, html, StringComparison.Ordinal);
        Assert.Contains("2 of 3 spaces", html, StringComparison.Ordinal);
        Assert.Contains("The &lt;policy&gt; was refused.", html, StringComparison.Ordinal);
        Assert.Contains("none since the server was started", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalList_AFailingSignal_SaysSoInWordsWithSinceWhen()
    {
        var html = await Markup.OfAsync<SignalList>(("Signals", Some.Signals(RegistryStatus.Unhealthy)));
        Assert.Contains("aria-label=\"Does not hold\"", html, StringComparison.Ordinal);
        Assert.Contains("The registry refused the login.", html, StringComparison.Ordinal);
        Assert.Contains("3 h ago", html, StringComparison.Ordinal);
        Assert.Equal(7, html.Split("<li").Length - 1);
    }

    [Fact]
    public async Task RelativeTime_AMoment_CarriesTheExactTime()
    {
        var html = await Markup.OfAsync<RelativeTime>(("At", Some.Now.AddMinutes(-5)));
        Assert.Equal("<time datetime=\"2026-11-21T11:55:00Z\" title=\"2026-11-21 11:55:00 UTC\">5 min ago</time>", html.Trim());
        Assert.Contains("never", await Markup.OfAsync<RelativeTime>(("At", null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByteSize_AFigure_CarriesTheExactBytes()
    {
        Assert.Contains("title=\"1,536 bytes\">1.5 KiB", await Markup.OfAsync<ByteSize>(("Bytes", 1536L)), StringComparison.Ordinal);
        Assert.Contains("not measured", await Markup.OfAsync<ByteSize>(("Bytes", null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormField_WithAnError_TiesLabelHintAndErrorToTheControl()
    {
        var problem = Problem.ForField(ErrorCodes.ValidationFailed, "tls.caCertificate", "Not PEM.");
        var html = await Markup.OfAsync<FormField>(("Name", "tls.caCertificate"), ("Label", "CA certificate"), ("Hint", "PEM"), ("Value", "<x>"), ("Problem", problem));
        Assert.Contains("for=\"field-tls-caCertificate\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"field-tls-caCertificate-error field-tls-caCertificate-hint\" aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("Not PEM.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;x&gt;\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormField_Password_IsNeverFilledIn() =>
        Assert.DoesNotContain("hunter2", await Markup.OfAsync<FormField>(("Name", "password"), ("Label", "Password"), ("Type", "password"), ("Value", "hunter2")), StringComparison.Ordinal);

    [Fact]
    public async Task ProblemAlert_Any_SaysTitleRemedyAndTraceId()
    {
        var html = await Markup.OfAsync<ProblemAlert>(("Problem", new Problem(ErrorCodes.CredentialsRejected)));
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.CredentialsRejected.Title, html, StringComparison.Ordinal);
        Assert.Contains("Check user name and password.", html, StringComparison.Ordinal);
        Assert.Contains("trace-7", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProblemAlert_ErrorOfAFieldThatIsNotThere_IsListed()
    {
        var problem = new Problem(ErrorCodes.ValidationFailed, "Two fields.", new Dictionary<string, string[]> { ["url"] = ["No URL."], ["imageHosts"] = ["No host."] });
        var html = await Markup.OfAsync<ProblemAlert>(("Problem", problem), ("PlacedFields", new[] { "url" }));
        Assert.Contains("<li>No host.</li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("No URL.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorNotice_Any_IsAnAlertWithRemedyAndTraceId()
    {
        var html = await Markup.OfAsync<ErrorNotice>(("Model", ErrorModel.FromStatus(404)));
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("trace-7", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchBox_WithState_CarriesTheFiltersButNotThePlace()
    {
        var url = new ListUrl("/registries").With("type", "harbor").With("cursor", "abc").With("q", "x");
        var html = await Markup.OfAsync<SearchBox>(("Url", url), ("Placeholder", "Search"), ("Target", "#rows"));
        Assert.Contains("role=\"search\" method=\"get\" action=\"/registries\"", html, StringComparison.Ordinal);
        Assert.Contains("type=\"hidden\" name=\"type\" value=\"harbor\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"q\" value=\"x\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Search\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilterLinks_AChoice_IsNamedAndKeepsTheRestOfTheState()
    {
        var url = new ListUrl("/registries").With("q", "x").With("type", "harbor");
        var html = await Markup.OfAsync<FilterLinks>(("Url", url), ("Name", "type"), ("Label", "Type"), ("Options", new FilterOption[] { new(null, "all"), new("harbor", "Harbor") }));
        Assert.Contains("Type: Harbor", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/registries?q=x\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/registries?q=x&amp;type=harbor\" aria-current=\"true\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pager_NextCursor_LinksOnAndBackToTheBeginning()
    {
        var html = await Markup.OfAsync<Pager>(("Url", new ListUrl("/spaces").With("cursor", "a")), ("NextCursor", "b"), ("Total", null));
        Assert.Contains("More than 10,000", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/spaces?cursor=b\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/spaces\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataTable_Any_HasCaptionHeadAndRows()
    {
        RenderFragment<string> row = value => builder => builder.AddMarkupContent(0, $"<td>{value}</td>");
        var html = await Markup.OfAsync<DataTable<string>>(("Caption", "Users"), ("Rows", new[] { "mia", "ole" }), ("Head", Markup.Text("Name")), ("Row", row));
        Assert.Contains("Users</caption>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><td>ole</td></tr>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tabs_TheCurrentOne_IsSaid()
    {
        var html = await Markup.OfAsync<Tabs>(("Label", "Workspace"), ("Items", new TabItem[] { new("Members", "/m", true, 3), new("Namespaces", "/n", false) }));
        Assert.Contains("href=\"/m\" aria-current=\"page\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/n\" aria-current", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breadcrumbs_TheLast_IsThePageItself() =>
        Assert.Contains("aria-current=\"page\">images", await Markup.OfAsync<Breadcrumbs>(("Items", new Crumb[] { new("Registries", "/registries") }), ("Current", "images")), StringComparison.Ordinal);

    [Fact]
    public async Task EmptyState_Any_NamesTheNextStep()
    {
        var html = await Markup.OfAsync<EmptyState>(("Title", "No registry yet"), ("ActionPath", "/registries/integrate"), ("ActionText", "Integrate a registry"), ("ChildContent", Markup.Text("It needs its address.")));
        Assert.Contains("href=\"/registries/integrate\"", html, StringComparison.Ordinal);
        Assert.Contains("It needs its address.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeLine_Any_CanBeCopiedByAButtonThatSaysWhat()
    {
        var html = await Markup.OfAsync<CodeLine>(("Text", "docker pull a/b"), ("What", "command"));
        Assert.Contains("<code>docker pull a/b</code>", html, StringComparison.Ordinal);
        Assert.Contains("data-copy=\"docker pull a/b\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Copy command\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Icon_WithoutLabel_IsHiddenFromScreenReaders()
    {
        Assert.Contains("aria-hidden=\"true\"", await Markup.OfAsync<Icon>(("Name", IconName.Eye)), StringComparison.Ordinal);
        var named = await Markup.OfAsync<Icon>(("Name", IconName.Eye), ("Label", "Overview"));
        Assert.Contains("role=\"img\" aria-label=\"Overview\"", named, StringComparison.Ordinal);
        Assert.Contains("sprite.svg#eye", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuickStart_ADoneStep_IsSaid()
    {
        var html = await Markup.OfAsync<QuickStart>(("Steps", Some.Overview().QuickStart));
        Assert.Contains("aria-label=\"Quick start\"", html, StringComparison.Ordinal);
        Assert.Contains("(done)", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figure_WithAPath_IsALink() =>
        Assert.Contains("<a href=\"/spaces\"", await Markup.OfAsync<Figure>(("Label", "Spaces"), ("Icon", IconName.Folders), ("Path", "/spaces"), ("ChildContent", Markup.Text("17"))), StringComparison.Ordinal);

    [Fact]
    public async Task KeyValueList_APair_IsADescriptionList() =>
        Assert.Contains("<dt>Type</dt><dd>Harbor</dd>", await Markup.OfAsync<KeyValue>(("Label", "Type"), ("ChildContent", Markup.Text("Harbor"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(IndexState.Pending, "Waits for its first crawl")]
    [InlineData(IndexState.Running, "812 repositories so far")]
    [InlineData(IndexState.Ready, "Complete as of")]
    [InlineData(IndexState.Failing, "The last crawl failed: timeout")]
    public async Task CrawlProgress_EachState_SaysHowFresh(IndexState state, string words) =>
        Assert.Contains(words, await Markup.OfAsync<CrawlProgress>(("Index", new IndexView(state, Some.Now, Some.Now, 812, 1, "timeout"))), StringComparison.Ordinal);

    [Fact]
    public async Task TrendLine_Figures_AreAPictureWithAName() =>
        Assert.Contains("role=\"img\" aria-label=\"Storage over time\"", await Markup.OfAsync<TrendLine>(("Points", Some.Overview().Storage.History), ("Label", "Storage over time")), StringComparison.Ordinal);

    [Fact]
    public async Task AccessPicture_AStationThatFails_SaysInWordsWhereTheWayStops()
    {
        Station[] way =
        [
            new("space", "Space", IconName.Folders, "team-a", null, [new AccessStep("space", true, "team-a", null)]),
            new("binding", "Binding", IconName.Link, null, null, [new AccessStep("binding", false, "Not bound.", "Bind payments to team-a.")]) { IsStop = true },
            new("pods", "Pods", IconName.Rocket, null, null, []),
        ];
        var html = await Markup.OfAsync<AccessPicture>(("Stations", way));
        Assert.StartsWith("<ol", html, StringComparison.Ordinal);
        Assert.Equal(["Holds", "Stops here", "Plays no part"], StationState().Matches(html).Select(match => match.Groups[1].Value));
        Assert.Contains("href=\"#station-binding\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImpactList_NobodyAffected_SaysSo() =>
        Assert.Contains("No running workload is known to use it.", await Markup.OfAsync<ImpactList>(("Impact", new ImpactView([], 0, [], "a"))), StringComparison.Ordinal);

    [Fact]
    public async Task ConfirmDialog_Destructive_AsksForTheNameAndCarriesTheAcknowledgement()
    {
        var model = new ConfirmModel("Unbind images?", "Bindings go.", "/registries/images/unbind", "Unbind", "/registries", new ImpactView(["payments"], 3, [], "ack-1"), "images");
        var html = await Markup.OfAsync<ConfirmDialog>(("Model", model));
        Assert.Contains("aria-labelledby=\"confirm-title\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"acknowledge\" value=\"ack-1\"", html, StringComparison.Ordinal);
        Assert.Contains("data-confirm-name=\"images\"", html, StringComparison.Ordinal);
        Assert.Contains("action=\"/registries/images/unbind\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegistryTile_WithoutTheRight_OffersOnlyToLook()
    {
        var parameters = new (string, object?)[] { ("Registry", Some.Registry("images") with { Url = "javascript:alert(1)" }), ("Links", new RegistryLinks("images", null)), ("MayChange", false) };
        var html = await Markup.OfAsync<RegistryTile>(parameters);
        Assert.Contains("Overview of images", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Unbind", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RegistryOrigin.Integrated, "Integrated")]
    [InlineData(RegistryOrigin.Managed, "Managed")]
    public async Task RegistryTile_Unhealthy_SaysWhySinceWhenAndItsOrigin(RegistryOrigin origin, string word)
    {
        var registry = Some.Registry("images", status: RegistryStatus.Unhealthy) with { Origin = origin };
        var html = await Markup.OfAsync<RegistryTile>(("Registry", registry), ("Links", new RegistryLinks("images", null)), ("MayChange", true));
        Assert.Matches("Does not hold[^L]*Login</strong><span> since <time [^>]+>3 h ago</time></span><span class=\"failure-text\">The registry refused the login. Change user or password.</span>", html);
        Assert.Contains("3 h ago", html, StringComparison.Ordinal);
        Assert.Contains(word, html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer\"", html, StringComparison.Ordinal);
        foreach (var action in new[] { "Overview of images", "Edit images", "Check images now", "images&#x27;s own page, in a new tab", "Unbind images" })
            Assert.Contains($"aria-label=\"{action}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegistryTile_Healthy_NamesNoFailure() =>
        Assert.DoesNotContain("failure-note", await Markup.OfAsync<RegistryTile>(("Registry", Some.Registry("images")), ("Links", new RegistryLinks("images", null)), ("MayChange", true)), StringComparison.Ordinal);

    [Fact]
    public async Task FirstSteps_AllDone_AreFoldedAway()
    {
        FirstStep[] steps = [new("Connect a cluster", "Where your namespaces are.", true, "/clusters"), new("Be in a workspace", "Somebody adds you.", false, null)];
        var open = await Markup.OfAsync<FirstSteps>(("Model", new FirstStepsModel(steps)), ("Title", "From here"));
        Assert.Contains("1 of 2 done", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", open, StringComparison.Ordinal);
        Assert.DoesNotContain("Go on", open, StringComparison.Ordinal); // somebody else does the next
        var folded = await Markup.OfAsync<FirstSteps>(("Model", new FirstStepsModel([steps[0]])), ("Title", "From here"));
        Assert.StartsWith("<details class=\"card steps-done", folded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BarChart_Parts_StandOnEachOtherAndAreSeenHoweverSmall()
    {
        var html = await Markup.OfAsync<BarChart>(("Model", new BarChartModel([new Bar("12:00", [60, 0, 60]), new Bar("13:00", [119, 1, 0]), new Bar("14:00", [0, 0, 0])], ["a", "b", "c"], "Three hours", ["12:00", "now"])));
        Assert.Contains("role=\"img\" aria-label=\"Three hours\"", html, StringComparison.Ordinal);
        Assert.Contains("class=\"a\" x=\"1\" y=\"60\" width=\"8\" height=\"60\"", html, StringComparison.Ordinal);
        Assert.Contains("class=\"c\" x=\"1\" y=\"0\" width=\"8\" height=\"60\"", html, StringComparison.Ordinal);
        Assert.Contains("class=\"b\" x=\"11\" y=\"0\" width=\"8\" height=\"1\"", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("<title>").Length - 1);
    }

    [Fact]
    public async Task RegistriesPage_Nothing_NamesTheNextStep()
    {
        var html = await Markup.OfAsync<RegistryRows>(("Model", Some.Registries(new ListUrl("/registries"))));
        Assert.Contains("No registry yet", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Roadstead.Server.Console.ConsolePaths.IntegrateRegistry}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountMenu_AMember_CanChooseColoursAndSignOut()
    {
        var html = await Markup.OfAsync<AccountMenu>();
        Assert.Contains("mia", html, StringComparison.Ordinal);
        Assert.Contains("action=\"/sign-out\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"dark\"", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("class=\"path-state\">([^<]*)<")]
    private static partial Regex StationState();
}
