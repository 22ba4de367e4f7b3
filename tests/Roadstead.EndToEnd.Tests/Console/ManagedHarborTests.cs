using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>The page of a Harbor that is being made. How one is made, watched and deleted: the walk ManagedHarbor.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class ManagedHarborTests(ConsoleWorld world)
{
    private const string Namespace = "console-harbors";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_nobody_looks_at_asks_for_nothing()
    {
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync($"/managed-harbors/kube/{Namespace}/main");
        var asked = 0;
        admin.Page.Request += (_, request) => Interlocked.Add(ref asked, request.Url.EndsWith("/main", StringComparison.Ordinal) ? 1 : 0);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) > 0, "the page asks", Token);

        // Chromium without a window shows every page: what the document says of itself is what the script goes by.
        await admin.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); window.ticks = 0; document.addEventListener('htmx:config:request', () => window.ticks++); }");
        var before = Volatile.Read(ref asked);
        await admin.Page.WaitForFunctionAsync("() => window.ticks > 2");
        Assert.InRange(Volatile.Read(ref asked), before, before + 1); // one may have been on its way
        await admin.Page.EvaluateAsync("() => { delete document.hidden; }");
        before = Volatile.Read(ref asked);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) > before, "the page asks again", Token);
        Assert.Empty(admin.Complaints);
    }
}
