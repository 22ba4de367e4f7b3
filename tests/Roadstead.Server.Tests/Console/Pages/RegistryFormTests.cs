using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>Integrate, test, edit and unbind at a real registry, at both levels, without scripts.</summary>
public sealed class RegistryFormTests(RegistryFixture registries, SharedRoadsteadHost server) : IClassFixture<RegistryFixture>, IClassFixture<SharedRoadsteadHost>
{
    [Fact]
    public async Task Integrate_BadFields_SaysSoBesideThemAndKeepsWhatWasTypedButThePassword()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        var page = await admin.PostRefusedAsync(
            "/registries/-/integrate", HttpStatusCode.UnprocessableEntity,
            ("type", "docker-registry"), ("name", "No Name"), ("url", registries.Locked.Url.ToString()), ("displayName", "Mine"), ("username", "me"), ("password", "typed secret"), ("tls.caCertificate", "no pem"));
        Assert.Contains("id=\"field-name-error\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"field-tls-caCertificate-error\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"No Name\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Mine\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("typed secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrate_WrongPassword_IsRefusedWithTheReasonAndNothingIsStored()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        var page = await admin.PostRefusedAsync("/registries/-/integrate", HttpStatusCode.UnprocessableEntity, Fields("refused", registries.Locked.Url, "roadstead", "wrong"));
        Assert.Contains("The registry refused the login", page, StringComparison.Ordinal);
        Assert.DoesNotContain("refused</a>", await admin.ReadAsync("/registries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrate_ATypeThatThisVersionLacks_SaysSoBesideTheType()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        var page = await admin.PostRefusedAsync("/registries/-/integrate", HttpStatusCode.UnprocessableEntity, [("type", "harbor"), .. Fields("h", registries.Open.Url, "", "")[1..]]);
        Assert.Contains("invalid-feedback", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_Asked_ShowsEachSignalAndStoresNothing()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        using var answer = await admin.PostAsync("/registries/-/integrate/probe", fragment: true, Fields("probed", registries.Locked.Url, "roadstead", "wrong"));
        var card = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("<section class=\"card\" id=\"probe\"", card, StringComparison.Ordinal);
        Assert.Equal(7, card.Split("class=\"health-row\"").Length - 1);
        Assert.Contains("aria-label=\"Does not hold\"", card, StringComparison.Ordinal);

        using var plain = await admin.PostAsync("/registries/-/integrate/probe", Fields("probed", registries.Locked.Url, "roadstead", RegistryFixture.Password));
        var page = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("value=\"probed\"", page, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryFixture.Password, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("probed", await admin.ReadAsync("/registries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_OfNoAddress_SaysSoInTheCard()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        using var answer = await admin.PostAsync("/registries/-/integrate/probe", fragment: true, ("type", "docker-registry"), ("url", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forms")]
    public async Task Registry_AtEitherLevel_IsIntegratedEditedTestedUnboundAndItsHostForgotten(string? workspace)
    {
        if (workspace is not null)
            await server.Host.WorkspaceAsync(workspace);
        var level = workspace is null ? "" : "/workspaces/" + workspace;
        var (list, one, name) = ($"{level}/registries", $"{level}/registries/life", "life");
        using var admin = await Visitor.AdminAsync(server.Host);
        Assert.Contains("life is integrated.", await admin.PostDoneAsync($"{list}/-/integrate", one, Fields(name, registries.Locked.Url, RegistryFixture.Username, RegistryFixture.Password)), StringComparison.Ordinal);

        // The stored password is used where none is typed.
        using (var probe = await admin.PostAsync($"{one}/edit/probe", fragment: true, Fields(name, registries.Locked.Url, RegistryFixture.Username, "")))
            Assert.DoesNotContain("Does not hold", await probe.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var moved = await admin.PostRefusedAsync($"{one}/edit", HttpStatusCode.UnprocessableEntity, Fields(name, registries.Open.Url, RegistryFixture.Username, ""));
        Assert.Contains("A new url needs the password again.", moved, StringComparison.Ordinal);
        Assert.Contains("Life of images", await admin.PostDoneAsync($"{one}/edit", one, [.. Fields(name, registries.Locked.Url, RegistryFixture.Username, ""), ("displayName", "Life of images")]), StringComparison.Ordinal);
        Assert.Contains("Life of images", await admin.ReadAsync($"{list}?q=life"), StringComparison.Ordinal);

        Assert.Contains("field-confirm-error", await admin.PostRefusedAsync($"{one}/unbind", HttpStatusCode.UnprocessableEntity, ("confirm", "other")), StringComparison.Ordinal);
        var acknowledge = (string)(await server.Host.Admin.GetOkAsync($"/api/v1{one}/impact?action=remove"))["acknowledgement"]!;
        var after = await admin.PostDoneAsync($"{one}/unbind", list, ("confirm", name), ("acknowledge", acknowledge));
        Assert.Contains("life is unbound.", after, StringComparison.Ordinal);
        Assert.Contains("Hosts that stay denied", after, StringComparison.Ordinal);
        await admin.ReadAsync(one, HttpStatusCode.NotFound);
        Assert.DoesNotContain("Hosts that stay denied", await admin.PostDoneAsync($"{list}/-/forget-host", list, ("host", registries.Locked.Url.Authority)), StringComparison.Ordinal);
    }

    private static (string, string)[] Fields(string name, Uri url, string username, string password) =>
        [("type", "docker-registry"), ("name", name), ("url", url.ToString()), ("username", username), ("password", password)];
}
