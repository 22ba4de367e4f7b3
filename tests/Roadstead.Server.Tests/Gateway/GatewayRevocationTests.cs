using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Gateway;

public sealed class GatewayRevocationTests(DoorsWorld world) : IClassFixture<DoorsWorld>
{
    [Fact]
    public async Task Unbind_RefusesTheNextRequest_ThoughTheTokenHoldsAndTheManifestIsInMemory()
    {
        var space = await world.SpaceAsync("vault", "team-b", "private");
        var pushed = await world.Images.PushAsync("team-b/app", "v1", cancellationToken: TestContext.Current.CancellationToken);
        await world.BindAsync(space, "blue");
        var path = $"/v2/vault/team-b/app/manifests/{pushed.Digest}";
        var token = await world.TokenAsync(world.Blue);
        using var before = await world.AskAsync(path, bearer: token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await world.UnbindAsync(space, "blue");

        using var byToken = await world.AskAsync(path, bearer: token);
        using var byLogin = await world.AskAsync(path, world.Blue);
        await byToken.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
        await byLogin.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
    }

    [Fact]
    public async Task Space_MadePrivate_ClosesToNobody()
    {
        var space = await world.SpaceAsync("vault", "once-open", "public");
        await world.Images.PushAsync("once-open/app", "v1", cancellationToken: TestContext.Current.CancellationToken);
        using var before = await world.AskAsync("/v2/vault/once-open/app/manifests/v1");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{space}", new { visibility = "private" });

        using var after = await world.AskAsync("/v2/vault/once-open/app/manifests/v1");
        await after.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
    }

    [Fact]
    public async Task Namespace_ThatLeftItsWorkspace_HasNoAccountAnyMore()
    {
        var login = await world.WorkspaceAsync("green");
        await world.BindAsync(world.TeamA, "green");
        var token = await world.TokenAsync(login);
        using var before = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", bearer: token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/green/namespaces/lab/green");

        using var byToken = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", bearer: token);
        using var byLogin = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", login);
        await byToken.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await byLogin.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
    }
}
