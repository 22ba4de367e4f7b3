using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Clusters;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Console.Kubernetes;

/// <summary>What runs is shown while one chooses, and saving acknowledges exactly that.</summary>
public sealed class SpaceImpactPageTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unbinding_in_the_dialog_shows_what_runs_before_it_is_saved_and_takes_no_other_acknowledgement()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Token), "impact-dialog");
        await world.RunAsync(world.Bound, "lone", $"{world.Hub}/team-a/tool:1");
        using var admin = await Visitor.AdminAsync(world.Host);
        var path = $"/spaces/{world.TeamA}/workspaces";
        var etag = WebUtility.HtmlDecode(Value("etag", await admin.ReadAsync(path)));
        var changes = await PostFragmentAsync(admin, path + "/changes", ("shown", "blue"));
        Assert.Contains("Running workloads use it: 1", changes, StringComparison.Ordinal);
        Assert.Contains($"prod/{world.Bound}", changes, StringComparison.Ordinal);

        // Something else came to run meanwhile: what was seen is not what would go.
        await world.RunAsync(world.Bound, "second", $"{world.Hub}/team-a/tool:1");
        (string, string)[] form = [("shown", "blue"), ("etag", etag), ("confirmed", "blue")];
        var again = await admin.PostRefusedAsync(path, HttpStatusCode.Conflict, [.. form, ("acknowledge", Value("acknowledge", changes))]);
        Assert.Contains("Running workloads use it: 2", again, StringComparison.Ordinal);
        Assert.Single((await world.Host.Admin.GetOkAsync($"/api/v1/spaces/{world.TeamA}"))["workspaces"]!.AsArray());

        await admin.PostDoneAsync(path, path + "/state", [.. form, ("acknowledge", Value("acknowledge", again))]);
        Assert.Empty((await world.Host.Admin.GetOkAsync($"/api/v1/spaces/{world.TeamA}"))["workspaces"]!.AsArray());
    }

    [Fact]
    public async Task Unbinding_many_shows_what_runs_of_all_of_them_and_changes_nothing_unacknowledged()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Token), "impact-many");
        var other = (string)(await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "team-b", visibility = "private" }))["id"]!;
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{other}/workspaces/blue");
        await world.RunAsync(world.Bound, "one", $"{world.Hub}/team-a/tool:1");
        await world.RunAsync(world.Bound, "two", $"{world.Hub}/team-b/tool:1");
        using var admin = await Visitor.AdminAsync(world.Host);
        (string, string)[] form = [("space", world.TeamA.ToString()), ("space", other), ("workspace", "blue")];
        var seen = await PostFragmentAsync(admin, "/spaces/-/unbind/options", form);
        Assert.Contains("Running workloads use it: 2", seen, StringComparison.Ordinal);

        await admin.PostRefusedAsync("/spaces/-/unbind", HttpStatusCode.Conflict, [.. form, ("confirmed", "blue")]);
        Assert.Equal(2, await BoundAsync());
        var done = await PostFragmentAsync(admin, "/spaces/-/unbind", [.. form, ("confirmed", "blue"), ("acknowledge", Value("acknowledge", seen))]);
        Assert.Contains("2 spaces are unbound from blue.", done, StringComparison.Ordinal);
        Assert.Equal(0, await BoundAsync());

        async Task<int> BoundAsync() => (await world.Host.Admin.GetOkAsync("/api/v1/spaces?workspace=blue"))["items"]!.AsArray().Count;
    }

    private static string Value(string name, string markup) => Regex.Match(markup, $"name=\"{name}\" value=\"([^\"]+)\"").Groups[1].Value;

    private static async Task<string> PostFragmentAsync(Visitor admin, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await admin.PostAsync(path, fragment: true, fields);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
