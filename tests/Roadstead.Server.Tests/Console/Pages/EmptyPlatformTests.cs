using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>What an admin sees before anything is there: each page names the next step.</summary>
public sealed class EmptyPlatformTests(SharedRoadsteadHost server) : IClassFixture<SharedRoadsteadHost>
{
    [Theory]
    [InlineData("/", "From here to the first pull")]
    [InlineData("/registries", "No registry yet")]
    [InlineData("/registries/-/integrate", "Test the connection before you save")]
    [InlineData("/spaces", "No registry to divide yet")]
    [InlineData("/spaces/new", "Make the space")]
    [InlineData("/clusters", "No cluster yet")]
    [InlineData("/clusters/-/new", "Add the cluster")]
    [InlineData("/users", "Platform admin")]
    [InlineData("/users/-/new", "Add the user")]
    [InlineData("/my/tokens", "Make the token")]
    [InlineData("/audit", "user.create")]
    [InlineData("/access/-/pulls", "Nobody has asked yet")]
    [InlineData("/spaces/-/bindings", "Every binding is in force")]
    [InlineData("/registries/-/identities", "No account at a registry yet")]
    public async Task Page_WithoutData_NamesTheNextStep(string path, string text)
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains(text, await admin.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_FirstRun_CountsWhatIsDone()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        var page = await admin.ReadAsync("/");
        Assert.Contains("0 of 5 done", page, StringComparison.Ordinal);
        Assert.Contains("Welcome to Roadstead", page, StringComparison.Ordinal);
    }
}
