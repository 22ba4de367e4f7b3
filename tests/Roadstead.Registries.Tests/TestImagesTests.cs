using System.Diagnostics;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests;

/// <summary>The images that tests push are real: a real client pulls them.</summary>
public sealed class TestImagesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PushAsync_ImageAndIndex_ArePulledBySkopeo(bool oci)
    {
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "robot", Password = "secret" }, Cancelled);
        using var images = registry.Images();
        var image = new TestImage { Oci = oci };
        await images.PushAsync("team-a/app", "v1", image, Cancelled);
        await images.PushIndexAsync("team-a/app", "all", [image, image with { Architecture = "arm64" }], cancellationToken: Cancelled);
        using var target = new TempDirectory();

        await SkopeoAsync(["copy", "--src-tls-verify=false", "--src-creds=robot:secret", $"docker://{registry.Url.Authority}/team-a/app:v1", $"oci:{target.File("v1")}:v1"]);
        await SkopeoAsync(["copy", "--all", "--src-tls-verify=false", "--src-creds=robot:secret", $"docker://{registry.Url.Authority}/team-a/app:all", $"dir:{target.File("all")}"]);

        Assert.True(File.Exists(Path.Combine(target.File("v1"), "index.json")));
        Assert.True(File.Exists(Path.Combine(target.File("all"), "manifest.json")));
    }

    private static async Task SkopeoAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(InstalledProgram.Find("skopeo", "skopeo"), ["--insecure-policy", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        await process.WaitForExitAsync(Cancelled);
        Assert.True(process.ExitCode == 0, string.Concat(output));
    }
}
