using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>A fake Artifactory with a local repository, and the login that the driver is tried with.</summary>
public abstract class ArtifactoryFixture(string version, ArtifactoryEdition edition, bool asAdmin = true) : IRegistryUnderTest, IAsyncLifetime
{
    private const string Key = "docker-local";

    private FakeArtifactory? artifactory;
    private TestImages? images;
    private RegistryCredentials? login;

    public FakeArtifactory Artifactory => artifactory ?? throw new InvalidOperationException("Not started.");

    public string Prefix => Key + "/";

    public TestImages Images => images ?? throw new InvalidOperationException("Not started.");

    public Uri DeadUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}/artifactory");

    public IRegistryDriver CreateDriver(Uri? url = null) => Some.Artifactory(Some.Endpoint(url ?? Artifactory.Url, login));

    public IRegistryDriver CreateDriver(ArtifactoryCredentials other) => Some.Artifactory(Some.Endpoint(Artifactory.Url, new RegistryCredentials(other.Username, other.Password)));

    public async ValueTask InitializeAsync()
    {
        artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = version, Edition = edition });
        artifactory.AddLocal(Key);
        var account = artifactory.Admin;
        if (!asAdmin)
        {
            account = artifactory.CreateUser("reader");
            artifactory.Grant("reader", Key);
        }

        login = new RegistryCredentials(account.Username, account.Password);
        images = artifactory.Images();
    }

    public async ValueTask DisposeAsync()
    {
        images?.Dispose();
        if (artifactory is not null)
        {
            await artifactory.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
