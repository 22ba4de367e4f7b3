using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Registries;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class ConnectionsTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IRegistryConnections Connections => fixture.Host.Services.GetRequiredService<IRegistryConnections>();

    [Fact]
    public async Task Find_RegistryThatIsEdited_LetsWhatRunsFinish()
    {
        var content = Encoding.UTF8.GetBytes("first half, second half");
        var goOn = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal))
            {
                await FakeRegistry.Open(context);
                return;
            }

            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, 10));
            await context.Response.Body.FlushAsync();
            await goOn.Task;
            await context.Response.Body.WriteAsync(content.AsMemory(10));
        });
        var registry = await fixture.Host.Admin.IntegrateAsync(RegistryCalls.Body("edited", server.Url));
        var id = (Guid)registry["id"]!;
        var before = Connections.Find(id)!;
        var digest = Digest.Parse("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));
        await using var blob = await before.Content.OpenBlobAsync(RepositoryName.Parse("team/app"), digest, null, null, head: false, Cancelled);

        await fixture.Host.Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, "edited"), new { tls = new { skipVerify = true } });
        var after = Connections.Find(id)!;
        goOn.SetResult();

        Assert.NotSame(before, after);
        using var read = new MemoryStream();
        await blob!.Body.CopyToAsync(read, Cancelled);
        Assert.Equal(content, read.ToArray());
        var stale = await Assert.ThrowsAsync<RegistryException>(() => before.ListTagsAsync(RepositoryName.Parse("team/app"), Cancelled));
        Assert.True(stale.IsTransient);
    }

    [Fact]
    public async Task Find_RegistryThatIsOnlyRenamed_KeepsItsDriver()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        var id = (Guid)(await fixture.Host.Admin.IntegrateAsync(RegistryCalls.Body("same", server.Url)))["id"]!;
        var before = Connections.Find(id);

        await fixture.Host.Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, "same"), new { displayName = "Another" });

        Assert.Same(before, Connections.Find(id));
        Assert.Null(Connections.Find(Guid.NewGuid()));
        await fixture.Host.Admin.SendOkAsync(HttpMethod.Delete, RegistryCalls.Path(null, "same"));
        Assert.Null(Connections.Find(id));
    }
}
