using System.Net;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Events;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor.Scans;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>What a Harbor's scanner found comes into the artifact's page by itself.</summary>
public sealed class ScanCardTests
{
    [Fact]
    public async Task Scan_OfAnArtifact_ComesAfterThePageAndSaysWhatWasFound()
    {
        await using var world = await HarborWorld.StartAsync("2.13.0", ofPlatform: true);
        using var images = world.Harbor.Images();
        var pushed = await images.PushAsync("team/app", "1", null, TestContext.Current.CancellationToken);
        var prefix = (await world.World.Host.Admin.GetOkAsync("/api/v1/spaces?q=team"))["items"]![0]!["pullPrefix"]!.GetValue<string>();
        using var admin = await Person.AdminAsync(world.World.Host);
        var query = $"image={Uri.EscapeDataString($"{prefix.TrimEnd('/')}/app")}&reference=";
        var scan = $"/registries/hub/images/scan?{query}{Uri.EscapeDataString(pushed.Digest)}";
        Assert.Contains($"hx-get=\"{scan}\"", await admin.PageAsync($"/registries/hub/images/artifact?{query}1"), StringComparison.Ordinal);
        Assert.Contains("It was never scanned.", await admin.PageAsync(scan, asFragment: true), StringComparison.Ordinal);

        world.Harbor.SetScan(pushed.Digest, new ScanState { Counts = new Dictionary<string, int> { ["Critical"] = 2, ["Low"] = 3 }, Fixable = 4, EndedAt = DateTimeOffset.UtcNow });
        var found = await admin.PageAsync(scan, asFragment: true);
        Assert.StartsWith("<section", found.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("Critical at worst", found, StringComparison.Ordinal);
        Assert.Matches("Found</dt> ?<dd[^>]*>5</dd>", found);
        Assert.Matches("A newer version mends</dt> ?<dd[^>]*>4</dd>", found);
        Assert.Contains("<h1", await admin.PageAsync(scan), StringComparison.Ordinal);

        world.Harbor.SetScan(pushed.Digest, new ScanState { Status = "Running" });
        var running = await admin.PageAsync(scan, asFragment: true);
        Assert.Contains("The scan is running.", running, StringComparison.Ordinal);
        Assert.Contains("hx-trigger=\"every 5s\"", running, StringComparison.Ordinal);
        Assert.DoesNotContain("hx-trigger", found, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await admin.StatusAsync($"/registries/hub/images/scan?{query}1"));

        // Down: told in the card, and no error of the page that it comes into.
        using var away = world.Harbor.Faults.Add(FaultKind.Reset);
        Assert.Contains("could not be asked what its scanner found", await admin.PageAsync(scan, asFragment: true), StringComparison.Ordinal);
    }
}
