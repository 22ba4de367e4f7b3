using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Events;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor.Scans;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>What a Harbor's scanner found warns before an image is chosen, and never holds up the dialog.</summary>
public sealed class FindingsTests
{
    private const string Warning = "found critical vulnerabilities: 5 findings in all, 4 of them";

    [Fact]
    public async Task Critical_findings_come_into_the_list_of_tags_and_beside_the_chosen_image()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        using var images = world.Harbor.Images();
        var bad = await images.PushAsync("team/app", "bad", new TestImage { Layers = ["bad"] }, TestContext.Current.CancellationToken);
        var fine = await images.PushAsync("team/app", "fine", new TestImage { Layers = ["fine"] }, TestContext.Current.CancellationToken);
        world.Harbor.SetScan(bad.Digest, new ScanState { Counts = new Dictionary<string, int> { ["Critical"] = 2, ["Low"] = 3 }, Fixable = 4 });
        world.Harbor.SetScan(fine.Digest, new ScanState { Counts = new Dictionary<string, int> { ["High"] = 9 } });
        var prefix = (await world.World.Host.Admin.GetOkAsync("/api/v1/spaces?q=team"))["items"]![0]!["pullPrefix"]!.GetValue<string>();
        var image = $"{prefix.TrimEnd('/')}/app";
        using var admin = await Person.AdminAsync(world.World.Host);
        var query = $"image={Uri.EscapeDataString(image)}";
        const string choose = "/images/blue/dev/choose";

        // The dialog stands without asking for scans; those that fail to come are no error of it.
        string rows;
        using (world.Harbor.Faults.Add(FaultKind.Reset, request => request.Path.Value!.Contains("/artifacts/sha256", StringComparison.Ordinal)))
        {
            rows = await admin.PageAsync($"{choose}/tags/rows?{query}", asFragment: true);
            Assert.Contains($"hx-get=\"{choose}/tags/findings?{query}\"", rows, StringComparison.Ordinal);
            Assert.DoesNotContain(Warning, rows, StringComparison.Ordinal);
            Assert.DoesNotContain("hx-swap-oob", await admin.PageAsync($"{choose}/tags/findings?{query}", asFragment: true), StringComparison.Ordinal);
        }

        var found = await admin.PageAsync($"{choose}/tags/findings?{query}", asFragment: true);
        Assert.Contains("id=\"notes-626164\"", rows, StringComparison.Ordinal);
        Assert.Contains("id=\"notes-626164\" class=\"image-notes\" hx-swap-oob=\"true\"", found, StringComparison.Ordinal);
        Assert.Contains(Warning, found, StringComparison.Ordinal);
        Assert.DoesNotContain("notes-66696e65", found, StringComparison.Ordinal);

        // From now on it is kept: told with the list, and without the registry.
        using var away = world.Harbor.Faults.Add(FaultKind.Reset);
        Assert.Contains(Warning, await admin.PageAsync($"{choose}/tags/rows?{query}", asFragment: true), StringComparison.Ordinal);
        foreach (var reference in new[] { ":bad", $"@{bad.Digest}" })
            Assert.Contains(Warning, await admin.PageAsync($"{choose}/notes?image={Uri.EscapeDataString(image + reference)}", asFragment: true), StringComparison.Ordinal);
        Assert.DoesNotContain("image-note ", await admin.PageAsync($"{choose}/notes?image={Uri.EscapeDataString(image + ":fine")}", asFragment: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_namespace_may_not_pull_is_told_with_the_way_to_why()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        using var admin = await Person.AdminAsync(world.World.Host);
        var image = Uri.EscapeDataString($"{world.Harbor.Url.Authority}/nosuch/app:1");

        var notes = await admin.PageAsync($"/images/blue/dev/choose/notes?image={image}", asFragment: true);

        Assert.Contains("This namespace may not pull it.", notes, StringComparison.Ordinal);
        Assert.Contains($"href=\"/access/blue/dev?image={image}\"", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("image-note ", await admin.PageAsync("/images/blue/dev/choose/notes?image=", asFragment: true), StringComparison.Ordinal);
    }
}
