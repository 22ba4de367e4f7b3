using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.Server.Console.Languages;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>A person whose browser asks for Chinese gets the console in Chinese, and nothing else of the server.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed partial class ChineseTests(ConsoleWorld world)
{
    private const int Phone = 360;

    // What the server was told, or was told of, is marked: nobody is to translate it. Tips hold the API's own messages.
    private const string TextsIn =
        """
        places => {
            const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const around = walk.currentNode.parentElement;
                if (around.closest(places) && !around.closest('script, code, pre, .tip, [translate=no]')) found.push(walk.currentNode.data.trim());
            }
            return found;
        }
        """;

    // Names of the world, and what is called so in every language.
    private static readonly HashSet<string> Names = new(
        [
            "a", "admin", "api", "base", "broken", "company", "console", "curl", "ed", "english", "for", "frontend", "harbors", "images", "is", "kube", "lab", "library", "long", "main", "name", "nobodys", "own", "payments", "phone", "rather", "shipping",
            "shop", "that", "tools", "with", "linux", "artifactory", "ca", "cert", "config", "dns", "docker", "gib", "harbor", "helm", "http", "id", "ingress", "io", "jfrog", "json", "kib", "kubeconfig", "kubernetes", "label",
            "manager", "mib", "nerdctl", "operator", "pod", "podman", "postgresql", "readwritemany", "redis", "registry", "roadstead", "secret", "service", "skopeo", "tls", "trivy", "utc",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> English = [.. LanguageTexts.Of(Language.Chinese).Where(text => text.Key != text.Value && text.Key.Length > 2 && !Names.Contains(text.Key)).Select(text => text.Key)];

    [Fact]
    public async Task Walk_InChinese_FindsNoEnglishFitsAPhoneAndIsAccessible()
    {
        await using var visit = await SignedInAsync();
        var faults = new List<string>();
        foreach (var path in ConsoleMap.Of(world, "admin"))
        {
            await visit.OpenAsync(path);
            faults.AddRange((await Fit.FaultsAsync(visit.Page, Phone)).Concat(await Accessibility.FaultsAsync(visit.Page)).Concat(await EnglishAsync(visit.Page)).Select(fault => $"{path}: {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task EnglishOnAPage_IsSeen()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenAsync("/registries");
        Assert.Empty(await EnglishAsync(visit.Page));
        await visit.Page.EvaluateAsync("() => { document.querySelector('h1').textContent = 'Containers'; document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Bind a space</p>') }");
        Assert.Equal(2, (await EnglishAsync(visit.Page)).Count);
    }

    [Fact]
    public async Task Choice_OfEnglish_HoldsAgainstTheBrowser()
    {
        await using var visit = await SignedInAsync();
        await visit.OpenAsync("/access");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "菜单" }).ClickAsync();
        await visit.Page.Locator(".account > summary").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("Access");
        Assert.EndsWith("/access", visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Api_AskedInChinese_AnswersInEnglish()
    {
        using var client = new HttpClient { BaseAddress = world.Server.Url };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        client.DefaultRequestHeaders.Add("Cookie", $"{Language.Cookie}=zh-Hans");
        using var response = await client.GetAsync(new Uri("/api/v1/registries", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Sign-in needed", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Visit> SignedInAsync()
    {
        var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, width: Phone, language: "zh-CN");
        await visit.OpenAsync("/sign-in");
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await visit.FillAsync("用户", "admin");
        await visit.FillAsync("密码", ConsoleWorld.PasswordOf("admin"));
        await visit.PressAsync("登录");
        await visit.ArriveAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return visit;
    }

    // A text that is a key as it stands was not translated; what names a page or its parts has no English word but names at all.
    private static async Task<List<string>> EnglishAsync(IPage page)
    {
        var texts = await page.EvaluateAsync<string[]>(TextsIn, "body");
        var titles = await page.EvaluateAsync<string[]>(TextsIn, "nav, h1, h2, h3, th[scope=col], label, legend, .quick-start, .btn:not(:has(.visually-hidden))");
        return
        [
            .. texts.Where(English.Contains).Select(text => $"'{text}' is English").Distinct(),
            .. titles.Where(title => !English.Contains(title) && Word().Matches(title).Any(word => !Names.Contains(word.Value))).Select(title => $"'{title}' has an English word").Distinct(),
        ];
    }

    [GeneratedRegex(@"\b[A-Za-z]+\b")]
    private static partial Regex Word();
}
