using System.Text.Json;
using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks.Pictures;

/// <summary>
/// Lets a page look the same each time that its picture is taken, and as it does on a real platform: host names in place of ports of this machine, no second counted, no secret shown. The page is as before afterwards.
/// </summary>
internal static class Beautification
{
    private const string Put =
        """
        ([names, patterns, numbers, now]) => {
            const found = window.walkTexts = [];
            const better = text => {
                let next = text;
                for (const [is, shown] of names) next = next.replaceAll(is, shown);
                for (const [pattern, shown] of patterns) next = next.replace(new RegExp(pattern, 'g'), shown);
                return next;
            };
            const set = (node, key, value) => { if (node[key] !== value) { found.push([node, key, node[key]]); node[key] = value; } };
            for (const time of document.querySelectorAll('time')) {
                const age = Date.now() - Date.parse(time.dateTime);
                if (age > -60000 && time.firstChild) set(time.firstChild, 'data', age < 7200000 ? now : time.dateTime.slice(0, 10));
            }
            for (const selector of numbers) for (const place of document.querySelectorAll(selector)) if (place.firstChild?.data) set(place.firstChild, 'data', '3');
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) set(walk.currentNode, 'data', better(walk.currentNode.data));
            for (const field of document.querySelectorAll('input:not([type=password], [type=file], [type=hidden]), textarea')) set(field, 'value', better(field.value));
        }
        """;

    private const string TakeBack = "() => { for (const [node, key, value] of window.walkTexts.reverse()) node[key] = value; }";

    // Names that a cluster makes up, secrets, and how long this machine took.
    private static readonly string[][] Patterns =
    [
        [@"-[0-9a-f]{8,10}-[a-z0-9]{5}\b", "-6c5d8b9f7-x2x4z"],
        [@"\bns-[a-z0-9]{4,8}-[0-9a-f]{12}-\d+\b", "ns-k3x7qd-0958fc0caf6e-1"],
        [@"rst_[A-Za-z0-9_-]{8,}", "rst_••••••••••••"],
        [@"\d+ ms\b", "12 ms"],
    ];

    public static async Task<IAsyncDisposable> OfAsync(IPage page, Walker walker)
    {
        await page.EvaluateAsync(Put.ReplaceLineEndings("\n"), new object[]
        {
            Names(walker.World),
            (string[][])[.. Patterns, [walker.T("version {0}", @"\d+"), walker.T("version {0}", 42)]],
            new[] { $"td[data-label='{walker.T("Times")}']" },
            walker.T("just now"),
        });
        return new Restored(page);
    }

    private static string[][] Names(WalkWorld world) =>
    [
        [world.Kubeconfig, "apiVersion: v1\nkind: Config\nclusters:\n- name: production\n  cluster:\n    server: https://kubernetes.example.com:6443"],
        .. Both(world.Server.Url, "roadstead.example.com"),
        .. Both(world.Cluster.Url, "kubernetes.example.com:6443"),
        .. Both(world.Registry.Url, "registry.example.com"),
        .. Both(world.Archive.Url, "archive.example.com"),
        .. Both(world.TeamRegistry.Url, "tools.example.com"),
        .. Both(world.Harbor.Url, "harbor.example.com"),
        .. Both(world.NewHarbor.Url, "new-harbor.example.com"),
        .. Both(world.Artifactory.Url, "artifactory.example.com"),
    ];

    private static string[][] Both(Uri address, string host) => [[address.GetLeftPart(UriPartial.Authority), $"{address.Scheme}://{host}"], [address.Authority, host]];

    private sealed class Restored(IPage page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await page.EvaluateAsync<JsonElement?>(TakeBack);
    }
}
