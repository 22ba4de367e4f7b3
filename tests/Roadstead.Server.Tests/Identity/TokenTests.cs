using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Identity;

public sealed class TokenTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task Create_WithPassword_AnswersWithATokenThatWorks()
    {
        using var client = host.Client(await host.TokenAsync("admin", RoadsteadHost.AdminPassword));

        var me = await client.GetOkAsync("/api/v1/me");

        Assert.Equal("admin", me["user"]!.GetValue<string>());
        Assert.Equal("admin", me["platformRole"]!.GetValue<string>());
    }
}
