using Roadstead.Core.References;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Scans: asked for, running, and what they found.</summary>
public sealed class HarborScanTests
{
    private const string Sha = "sha256:513ad820eba11ce187f0a9dfa3dc8ecf5662bc66a799acabae19683e8943e38d";
    private const string Scan = $"POST /api/v2.0/projects/team-a/repositories/app/artifacts/{Sha}/scan";
    private const string Artifact = $"GET /api/v2.0/projects/team-a/repositories/app/artifacts/{Sha}";

    private static readonly Digest Digest = Digest.Parse(Sha);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(202, "", true, null)]
    [InlineData(409, "CONFLICT", false, null)]
    [InlineData(412, "PRECONDITION", null, RegistryErrorCode.Unsupported)]
    [InlineData(400, "BAD_REQUEST", null, RegistryErrorCode.Unsupported)]
    [InlineData(404, "NOT_FOUND", null, RegistryErrorCode.NotFound)]
    [InlineData(403, "FORBIDDEN", null, RegistryErrorCode.Denied)]
    public async Task StartScanAsync_EachAnswer_MeansItsOwn(int status, string code, bool? started, RegistryErrorCode? error)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Scan, code.Length == 0 ? "" : $$"""{"errors":[{"code":"{{code}}","message":"m"}]}""", status);
        await using var driver = harbor.Driver();
        var scanning = driver.As<IImageScanning>()!;

        if (error is null)
        {
            Assert.Equal(started, await scanning.StartScanAsync(Some.Repository, Digest, Cancelled));
        }
        else
        {
            Assert.Equal(error, (await Assert.ThrowsAsync<RegistryException>(() => scanning.StartScanAsync(Some.Repository, Digest, Cancelled))).Code);
        }
    }

    [Theory]
    [InlineData("Pending", ImageScanState.Pending)]
    [InlineData("Running", ImageScanState.Running)]
    [InlineData("Error", ImageScanState.Failed)]
    [InlineData("Stopped", ImageScanState.Stopped)]
    [InlineData("Success", ImageScanState.Done)]
    public async Task FindScanAsync_EachState_IsTold(string status, ImageScanState state)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Artifact, $$$"""
            {"digest":"{{{Sha}}}","scan_overview":{"application/vnd.security.vulnerability.report; version=1.1":{"scan_status":"{{{status}}}","severity":"Critical","start_time":"2026-11-21T01:40:38.000Z",
             "end_time":"2026-11-21T01:40:41.000Z","summary":{"total":4,"fixable":2,"summary":{"Critical":1,"High":1,"Low":1,"Medium":1 } } } } }
            """);
        await using var driver = harbor.Driver();

        var scan = (await driver.As<IImageScanning>()!.FindScanAsync(Some.Repository, Digest, Cancelled))!;

        Assert.Equal((state, new DateTimeOffset(2026, 11, 21, 1, 40, 38, TimeSpan.Zero)), (scan.State, scan.StartedAt));
        Assert.Equal(state == ImageScanState.Done ? new ScanSummary("critical", 4, 2, new DateTimeOffset(2026, 11, 21, 1, 40, 41, TimeSpan.Zero)) : null, scan.Summary);
    }

    [Fact]
    public async Task ListArtifactsAsync_ScannedImage_BringsWhatWasFound()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        harbor.AddRepository("team-a/app", "v1");
        await using var driver = Some.Harbor(Some.Endpoint(harbor.Url, new RegistryCredentials(harbor.Admin.Username, harbor.Admin.Password)));
        var listing = driver.As<IArtifactListing>()!;
        var before = Assert.Single(await listing.ListArtifactsAsync(Some.Repository, Cancelled));
        Assert.Null(before.Scan);
        Assert.Null(await driver.As<IImageScanning>()!.FindScanAsync(Some.Repository, before.Digest, Cancelled));

        harbor.SetScan(before.Digest.Value, new Testing.Harbor.Scans.ScanState());

        Assert.NotNull(Assert.Single(await listing.ListArtifactsAsync(Some.Repository, Cancelled)).Scan);
        Assert.Equal(ImageScanState.Done, (await driver.As<IImageScanning>()!.FindScanAsync(Some.Repository, before.Digest, Cancelled))?.State);
    }
}
