using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Registries;

namespace Roadstead.Server.Tests.Console;

/// <summary>Objects for pages to show.</summary>
internal static class Some
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    internal static RegistryLevel Level { get; } = new(null, MayChange: true);

    internal static RegistryView Registry(string name, RegistryType type = RegistryType.DockerRegistry, RegistryStatus status = RegistryStatus.Healthy) => new(
        Guid.Parse("0198a000-0000-7000-8000-000000000001"), name, name, RegistryScope.Platform, null, type, $"https://{name}.example.com", [$"{name}.example.com"], "roadstead",
        new TlsSettings(), RegistryOrigin.Integrated, status, Signals(status), "3.0.0", ["list-spaces"], Delivery.Gateway, false, Now.AddDays(-12));

    internal static IReadOnlyList<SignalView> Signals(RegistryStatus status) => status == RegistryStatus.Unknown ? [] :
    [
        .. Enum.GetValues<SignalName>().Select(name => (status, name) switch
        {
            (RegistryStatus.Unhealthy, SignalName.Login) => new SignalView(name, false, "login-rejected", "The registry refused the login. Change user or password.", Now.AddSeconds(-9), Now.AddHours(-3)),
            (RegistryStatus.Unhealthy, > SignalName.Login) => new SignalView(name, null, "needs-login", "Not tried: it needs the login.", Now.AddSeconds(-9), Now.AddHours(-3)),
            _ => new SignalView(name, true, "ok", null, Now.AddSeconds(-9), Now.AddDays(-12)),
        }),
    ];

    internal static RegistriesModel Registries(ListUrl url, params IReadOnlyList<RegistryView> items) => new(Level, url, items, "next", items.Count);

    internal static OverviewView Overview() => new(
        "images.example.com", "3.0.0", new SpaceCounts(3, 14, 17), 1284, 20416,
        new StorageView(734_003_200_000, StorageKind.Estimated, null, Now.AddMinutes(-7), [.. Enumerable.Range(0, 30).Select(d => new StoragePoint(Now.AddDays(d - 30), 500_000_000_000 + d * 7_800_000_000L + d % 5 * 4_000_000_000L, null, null))]),
        new IndexView(IndexState.Running, Now.AddMinutes(-2), Now.AddHours(-5), 812, 18000, null),
        [new QuickStartStep("spaces", "Divide it into spaces", true, "/spaces"), new QuickStartStep("workspaces", "Bind a workspace", false, "/workspaces"), new QuickStartStep("deploy", "Choose an image", false, "/images")],
        null);
}
