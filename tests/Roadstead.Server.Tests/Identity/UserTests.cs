using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Identity;

public sealed class UserTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task Create_Get_List_TellTheUserWithoutThePassword()
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/users", new { name = "made.one", password = "a password of one", platformRole = "user" });

        var user = await host.Admin.GetOkAsync("/api/v1/users/made.one");
        var list = await host.Admin.GetOkAsync("/api/v1/users?q=made.one");

        Assert.Equal("user", user["platformRole"]!.GetValue<string>());
        Assert.False(user["lockedOut"]!.GetValue<bool>());
        Assert.Single(list["items"]!.AsArray());
        Assert.DoesNotContain("password of one", list.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a long password", "name")]
    [InlineData("Big", "a long password", "name")]
    [InlineData("-x", "a long password", "name")]
    [InlineData("a b", "a long password", "name")]
    [InlineData("system", "a long password", "name")]
    [InlineData("good", "short", "password")]
    public async Task Create_WithBadFields_NamesThem(string name, string password, string field)
    {
        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/users", new { name, password }, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task Create_ANameThatIsTaken_IsRefused()
    {
        await host.UserAsync("taken");

        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/users", new { name = "taken", password = "another password" }, HttpStatusCode.Conflict, "name-taken");
    }

    [Fact]
    public async Task Any_ByAUserWhoIsNoAdmin_IsForbidden()
    {
        using var user = await host.UserAsync("no-admin");

        await user.SendRefusedAsync(HttpMethod.Get, "/api/v1/users", null, HttpStatusCode.Forbidden, "forbidden");
        await user.SendRefusedAsync(HttpMethod.Get, "/api/v1/audit", null, HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Edit_RoleOrPassword_EndsTokens()
    {
        using var before = await host.UserAsync("edited");

        await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/users/edited", new { platformRole = "admin" });
        await before.SendRefusedAsync(HttpMethod.Get, "/api/v1/me", null, HttpStatusCode.Unauthorized, "unauthenticated");

        using var between = await host.SignInAsync("edited", "password of edited");
        Assert.Equal("admin", (await between.GetOkAsync("/api/v1/me"))["platformRole"]!.GetValue<string>());
        await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/users/edited", new { password = "another password" });
        await between.SendRefusedAsync(HttpMethod.Get, "/api/v1/me", null, HttpStatusCode.Unauthorized, "unauthenticated");

        using var after = await host.SignInAsync("edited", "another password");
        await after.GetOkAsync("/api/v1/me");
    }

    [Fact]
    public async Task Delete_AUser_EndsEverything()
    {
        using var user = await host.UserAsync("deleted");

        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/users/deleted");

        await user.SendRefusedAsync(HttpMethod.Get, "/api/v1/me", null, HttpStatusCode.Unauthorized, "unauthenticated");
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/users/deleted", null, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task OwnPassword_GivenThePresentOne_Changes()
    {
        using var user = await host.UserAsync("own");

        await user.SendRefusedAsync(HttpMethod.Put, "/api/v1/me/password", new { currentPassword = "wrong password", newPassword = "a newer password" }, HttpStatusCode.UnprocessableEntity, "validation-failed");
        await user.SendOkAsync(HttpMethod.Put, "/api/v1/me/password", new { currentPassword = "password of own", newPassword = "a newer password" });

        await user.SendRefusedAsync(HttpMethod.Get, "/api/v1/me", null, HttpStatusCode.Unauthorized, "unauthenticated");
        using var again = await host.SignInAsync("own", "a newer password");
    }
}
