using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

/// <summary>The clients that people and nodes pull with.</summary>
public sealed class GatewayClientTests(DoorsWorld world) : IClassFixture<DoorsWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Private => $"{world.Host.GatewayHost}/vault/team-a/app:v1";

    private string Public => $"{world.Host.GatewayHost}/vault/open/app:v1";

    [Fact]
    public Task Skopeo_PullsAsTheBoundNamespaceAlone() => AssertClientAsync(async (image, login) =>
    {
        using var directory = new TempDirectory();
        string[] credentials = login is null ? ["--src-no-creds"] : ["--src-creds", login];
        return await ProgramRun.OfAsync("skopeo", "skopeo", ["copy", "--insecure-policy", "--src-tls-verify=false", .. credentials, $"docker://{image}", $"dir:{directory.File("image")}"], Cancellation);
    });

    [Fact]
    public Task Podman_PullsAsTheBoundNamespaceAlone() => AssertClientAsync(async (image, login) =>
    {
        using var directory = new TempDirectory();
        string[] credentials = login is null ? [] : ["--creds", login];
        return await ProgramRun.OfAsync(
            "podman",
            "podman",
            ["--root", directory.File("root"), "--runroot", directory.File("run"), "--storage-driver", "vfs", "pull", "--tls-verify=false", .. credentials, image],
            Cancellation);
    });

    [Fact]
    public async Task Containerd_PullsAsTheBoundNamespaceAlone()
    {
        await using var containerd = await ContainerdProcess.StartAsync(Cancellation);

        await AssertClientAsync((image, login) => containerd.PullAsync(image, login, Cancellation));
    }

    private async Task AssertClientAsync(Func<string, string?, Task<ProgramRun>> pull)
    {
        var unbound = await pull(Private, $"{world.Red.User}:{world.Red.Secret}");
        Assert.True(unbound.ExitCode != 0, unbound.Output);
        Assert.Matches("is not bound to the workspace .red.|403 Forbidden", unbound.Output);

        var nobody = await pull(Private, null);
        Assert.True(nobody.ExitCode != 0, nobody.Output);

        var bound = await pull(Private, $"{world.Blue.User}:{world.Blue.Secret}");
        Assert.True(bound.ExitCode == 0, bound.Output);

        var everybody = await pull(Public, null);
        Assert.True(everybody.ExitCode == 0, everybody.Output);
    }
}
