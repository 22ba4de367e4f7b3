using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Faults;

namespace Roadstead.Benchmarks.Registries;

/// <summary>The ways in which a registry that worked works no more.</summary>
internal static class Deaths
{
    /// <summary>Each makes one fake Harbor die. It is stopped, and another started in its place, by who keeps them.</summary>
    public static IReadOnlyList<(string Name, Func<FakeHarbor, RegistriesBenchmark, Task> Die)> All { get; } =
    [
        ("nothing listens", (harbor, keeper) => keeper.StopAsync(harbor)),
        ("never answers", (harbor, _) => Fault(harbor, FaultKind.Silence)),
        ("answers after 20 s", (harbor, _) => Fault(harbor, FaultKind.Slow(TimeSpan.FromSeconds(20)))),
        ("500", (harbor, _) => Fault(harbor, HarborFault.Status(500))),
        ("another certificate", async (harbor, keeper) =>
        {
            await keeper.StopAsync(harbor);
            using var others = new Testing.TestCertificates("Another CA");
            await keeper.StartAsync(harbor.State.Settings with { Port = harbor.Url.Port, Certificate = others.Issue() });
        }),
        ("another password", (harbor, _) =>
        {
            lock (harbor.State.Gate)
                harbor.State.Users.Admin.Password = "Another-password-1";
            return Task.CompletedTask;
        }),
        ("answers that break off", (harbor, _) => Fault(harbor, FaultKind.Truncated)),
        ("a page of HTML", (harbor, _) => Fault(harbor, FaultKind.Html)),
        ("429", (harbor, _) => Fault(harbor, HarborFault.TooManyRequests(60))),
        ("connections that break off", (harbor, _) => Fault(harbor, FaultKind.Reset)),
    ];

    private static Task Fault(FakeHarbor harbor, FaultKind kind)
    {
        harbor.Faults.Add(kind);
        return Task.CompletedTask;
    }
}
