using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Identity;

public sealed class LastAdminTests
{
    [Fact]
    public async Task LastAdmin_DeletedOrDemoted_IsRefused()
    {
        await using var host = await RoadsteadHost.StartAsync();

        await host.Admin.SendRefusedAsync(HttpMethod.Delete, "/api/v1/users/admin", null, HttpStatusCode.Conflict, "last-admin");
        await host.Admin.SendRefusedAsync(HttpMethod.Patch, "/api/v1/users/admin", new { platformRole = "user" }, HttpStatusCode.Conflict, "last-admin");
        await host.Admin.GetOkAsync("/api/v1/me");
    }

    [Fact]
    public async Task TwoAdmins_DemotingEachOtherAtOnce_LeaveOne()
    {
        await using var host = await RoadsteadHost.StartAsync();
        using var second = await host.UserAsync("second", platformRole: "admin");

        var answers = await Task.WhenAll(
            host.Admin.SendAsync(HttpMethod.Patch, "/api/v1/users/second", new { platformRole = "user" }),
            second.SendAsync(HttpMethod.Patch, "/api/v1/users/admin", new { platformRole = "user" }));

        // The other one is told that it is the last, or, when it came late, that it is nobody any more.
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Contains(answers, answer => answer.Status is HttpStatusCode.Conflict or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
    }
}
