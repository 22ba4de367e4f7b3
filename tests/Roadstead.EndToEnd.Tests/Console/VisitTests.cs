namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>What watches the pages sees what it is there for.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class VisitTests(ConsoleWorld world)
{
    [Theory]
    [InlineData("document.querySelector('main').append(new Image())", "image-alt")]
    [InlineData("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')", "label")]
    [InlineData("document.documentElement.removeAttribute('lang')", "html-has-lang")]
    public async Task Accessibility_PageWithAFault_IsFound(string fault, string rule)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await visit.OpenAsync("/sign-in");
        Assert.Empty(await Accessibility.FaultsAsync(visit.Page));
        await visit.Page.EvaluateAsync($"() => {{ {fault} }}");
        Assert.Contains(await Accessibility.FaultsAsync(visit.Page), found => found.StartsWith(rule + ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "policy: style-src-attr inline")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { text: 'window.hit = 1' }))", "policy: script-src-elem inline")]
    [InlineData("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/x.png' }))", "elsewhere.invalid")]
    [InlineData("console.error('a fault of ours')", "a fault of ours")]
    [InlineData("fetch('/nowhere')", "404")]
    public async Task Complaints_PageThatMisbehaves_AreKept(string deed, string complaint)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await visit.OpenAsync("/sign-in");
        Assert.Empty(visit.Complaints);
        await visit.Page.EvaluateAsync($"() => {{ {deed} }}");
        await Roadstead.Testing.Eventually.TrueAsync(
            () => visit.Complaints.Any(kept => kept.Contains(complaint, StringComparison.Ordinal)), $"'{complaint}' is kept", TestContext.Current.CancellationToken);
    }
}
