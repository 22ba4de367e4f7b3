using System.Net;

namespace Roadstead.Server.Tests.Console.Team;

public sealed class AccessPageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task Explain_Bound_ShowsTheWholeWay()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"/access/lab/payments?image={Uri.EscapeDataString(world.ApiName + ":1.4")}");
        Assert.Contains("verdict-good", page, StringComparison.Ordinal);
        foreach (var step in new[] { "Reference", "Registry", "Space", "Binding", "Registry healthy", "Identity", "Image" })
            Assert.Contains($"<p class=\"fw-medium mb-0\">{step}</p>", page, StringComparison.Ordinal);
        Assert.Contains(world.Api.Digest, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_NotBound_SaysWhyAndWhatToDo()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"/access/lab/payments?image={world.Host.GatewayHost}/images/shipping/api:1");
        Assert.Contains("verdict-bad", page, StringComparison.Ordinal);
        Assert.Contains("not-bound", page, StringComparison.Ordinal);
        Assert.Contains("Ask a platform admin to bind the space 'shipping'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ImageId_IsInvalid()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.Contains("would run whatever somebody once pulled", await vic.PageAsync("/access/lab/payments?image=sha256:0123456789ab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutScript_LeadsToTheNamespacesOwnAddress()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.Contains("lab / payments-web", await vic.PageAsync("/access"), StringComparison.Ordinal);
        using var asked = await vic.GetAsync("/access?in=lab%2Fpayments&image=a.example%2Fb%3A1");
        Assert.Equal("/access/lab/payments?image=a.example%2Fb%3A1", asked.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Explain_NamespaceOfOthers_IsNotShown()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync("/access/lab/shipping?image=a.example/b"));
    }

    [Fact]
    public async Task Explain_TooLong_IsSaidBesideTheField()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        using var answer = await vic.GetAsync($"/access/lab/payments?image={new string('a', 2100)}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"field-image-error\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
