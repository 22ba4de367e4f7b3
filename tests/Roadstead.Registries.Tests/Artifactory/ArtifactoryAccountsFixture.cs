using Roadstead.Core.References;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>A fake Artifactory of a release with images to pull, and a driver of its administrator.</summary>
public sealed class ArtifactoryAccountsFixture : IAsyncDisposable
{
    public const string Account = "roadstead-abcdef-0123456789ab-1";

    /// <summary>Images that are there, each with the tag 1.</summary>
    public static IReadOnlyList<string> Images { get; } = ["docker-a/app", "docker-b/team-a/app", "docker-b/team-ab/app", "docker-b/team-a/secret/app", "docker-c/app"];

    private ArtifactoryAccountsFixture(FakeArtifactory fake)
    {
        Fake = fake;
        Driver = DriverOf(new RegistryCredentials(fake.Admin.Username, fake.Admin.Password));
    }

    public FakeArtifactory Fake { get; }

    public IRegistryDriver Driver { get; }

    public IPullAccounts Accounts => Driver.As<IPullAccounts>()!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ArtifactoryAccountsFixture> StartAsync(FakeArtifactorySettings settings)
    {
        var fake = await FakeArtifactory.StartAsync(settings with { WithStorage = false });
        foreach (var image in Images)
        {
            fake.AddRepository(image, "1");
        }

        return new ArtifactoryAccountsFixture(fake);
    }

    public static Task<ArtifactoryAccountsFixture> StartAsync(string version) => StartAsync(new FakeArtifactorySettings { Version = version });

    public Task<MadePullAccount> MakeAsync(PullRights rights, TimeSpan? lifetime = null) => Accounts.CreateAccountAsync(Account, "for the tests", rights, lifetime ?? TimeSpan.FromDays(1), Cancelled);

    public async Task<RemotePullAccount> FindAsync() => (await Accounts.FindAccountAsync(Account, Cancelled))!;

    public async Task<List<RemotePullAccount>> ListAsync(string prefix = "roadstead-") => await Accounts.ListAccountsAsync(prefix, Cancelled).ToListAsync(Cancelled);

    /// <summary>What of <see cref="Images"/>, and of others, somebody with this login may pull.</summary>
    public async Task<string> PullsAsync(MadePullAccount made, params string[] others)
    {
        await using var driver = DriverOf(new RegistryCredentials(made.Login, made.Secret));
        var pulled = new List<string>();
        foreach (var image in Images.Concat(others))
        {
            try
            {
                if (await driver.Content.ReadManifestAsync(RepositoryName.Parse(image), "1", [], head: true, Cancelled) is not null)
                {
                    pulled.Add(image);
                }
            }
            catch (RegistryException e) when (e.Code is RegistryErrorCode.Denied or RegistryErrorCode.CredentialsRejected or RegistryErrorCode.NotFound)
            {
                continue;
            }
        }

        return string.Join(' ', pulled);
    }

    /// <summary>Calls that changed something from this one on.</summary>
    public string[] WritesSince(int before) => [.. Fake.Calls.Skip(before).Select(call => call.Template).Where(template => !template.StartsWith("GET ", StringComparison.Ordinal) && !template.StartsWith("HEAD ", StringComparison.Ordinal))];

    public IRegistryDriver DriverOf(RegistryCredentials? login) => Some.Artifactory(Some.Endpoint(Fake.Url, login) with { NeedsAdministration = true });

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
