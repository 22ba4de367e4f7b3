using System.Collections.Concurrent;
using System.Globalization;
using Roadstead.Core.References;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>
/// A Harbor with a project of the tests' own: a fake of a release. Where ROADSTEAD_TEST_HARBOR_URL, _USER and _PASSWORD name a real one that stands in for it, and
/// what the tests made there is removed at the end.
/// </summary>
public abstract class HarborFixture(string version, bool mayBeReal) : IRegistryUnderTest, IAsyncLifetime
{
    private const string Variable = "ROADSTEAD_TEST_HARBOR_";
    private static int numbers;

    private readonly string run = $"rt{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():x}{Random.Shared.Next(0x1000):x3}";
    private readonly ConcurrentBag<string> spaces = [];
    private readonly ConcurrentBag<string> robots = [];
    private readonly ConcurrentBag<string> robotIds = [];
    private FakeHarbor? fake;
    private TestImages? images;
    private Uri? url;
    private RegistryCredentials? admin;

    /// <summary>The second number of its version: what is tested may be any release.</summary>
    public int Release { get; private set; }

    /// <summary>The project of the tests.</summary>
    public string Space => run + "-space";

    public string Prefix => Space + "/";

    public TestImages Images => images ?? throw new InvalidOperationException("Not started.");

    public Uri DeadUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>A name for a project that goes with the tests; a number for null.</summary>
    public string NewSpace(string? name)
    {
        var number = Interlocked.Increment(ref numbers);
        var space = name is null ? $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}{number:000}" : string.Create(CultureInfo.InvariantCulture, $"{run}-{number}-{name}");
        spaces.Add(space);
        return space;
    }

    /// <summary>A name for robots that go with the tests.</summary>
    public string NewRobot(string name)
    {
        var robot = string.Create(CultureInfo.InvariantCulture, $"{run}-{Interlocked.Increment(ref numbers)}-{name}");
        robots.Add(robot);
        return robot;
    }

    /// <summary>Removes a robot of another name at the end.</summary>
    public void CleansRobot(MadePullAccount robot) => robotIds.Add(robot.Id);

    public IRegistryDriver CreateDriver(Uri? url = null) => Some.Harbor(Some.Endpoint(url ?? this.url!, admin) with { NeedsAdministration = true });

    public IRegistryDriver CreateDriver(RegistryCredentials login, bool platform) => Some.Harbor(Some.Endpoint(url!, login) with { NeedsAdministration = platform });

    public async ValueTask InitializeAsync()
    {
        if (mayBeReal && Environment.GetEnvironmentVariable(Variable + "URL") is { Length: > 0 } real)
        {
            url = new Uri(real);
            admin = new RegistryCredentials(Environment.GetEnvironmentVariable(Variable + "USER") ?? "admin", Environment.GetEnvironmentVariable(Variable + "PASSWORD") ?? "");
        }
        else
        {
            fake = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version });
            (url, admin) = (fake.Url, new RegistryCredentials(fake.Admin.Username, fake.Admin.Password));
        }

        images = new TestImages(url, admin.Username, admin.Password);
        spaces.Add(Space);
        await using var driver = CreateDriver();
        await driver.CheckAsync(CheckDepth.Full, TestContext.Current.CancellationToken);
        Release = int.Parse((await driver.IdentifyAsync(TestContext.Current.CancellationToken)).Version!.Split('.')[1], CultureInfo.InvariantCulture);
        await driver.As<ISpaceAdministration>()!.CreateSpaceAsync(Space, isPublic: false, null, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (fake is null && admin is not null)
        {
            await CleanAsync();
        }

        images?.Dispose();
        if (fake is not null)
        {
            await fake.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task CleanAsync()
    {
        await using var driver = CreateDriver();
        if (driver.As<IPullAccounts>() is { } accounts)
        {
            var ids = robotIds.ToList();
            foreach (var name in robots)
            {
                await foreach (var account in accounts.ListAccountsAsync(name, CancellationToken.None))
                {
                    ids.Add(account.Id);
                }
            }

            foreach (var id in ids)
            {
                await accounts.DeleteAccountAsync(id, CancellationToken.None);
            }
        }

        var repositories = new List<RepositoryName>();
        await foreach (var repository in driver.ListRepositoriesAsync(CancellationToken.None))
        {
            if (spaces.Any(space => repository.Value.StartsWith(space + "/", StringComparison.Ordinal)))
            {
                repositories.Add(repository);
            }
        }

        foreach (var repository in repositories)
        {
            await driver.As<IImageDeletion>()!.DeleteRepositoryAsync(repository, CancellationToken.None);
        }

        foreach (var space in spaces)
        {
            await driver.As<ISpaceAdministration>()!.DeleteSpaceAsync(space, CancellationToken.None);
        }
    }
}
