using Roadstead.Testing.Artifactory;
using static Roadstead.Registries.Tests.Artifactory.ArtifactoryAccountsFixture;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Accounts and events are offered where a full check has proven them, and nowhere else.</summary>
public sealed class ArtifactoryAbilityTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7.90.5", ArtifactoryEdition.Pro, true, true, true)]
    [InlineData("7.90.5", ArtifactoryEdition.Pro, false, false, false)]
    [InlineData("7.90.5", ArtifactoryEdition.Jcr, true, false, false)]
    [InlineData("7.12.5", ArtifactoryEdition.Pro, true, true, true)]
    [InlineData("6.23.41", ArtifactoryEdition.Pro, true, true, false)]
    [InlineData("6.5.2", ArtifactoryEdition.Pro, true, false, false)]
    public async Task Capabilities_AfterAFullCheck_AreThoseThatWork(string version, ArtifactoryEdition edition, bool isAdmin, bool accounts, bool events)
    {
        await using var world = await StartAsync(new FakeArtifactorySettings { Version = version, Edition = edition });
        var login = isAdmin ? world.Fake.Admin : world.Fake.CreateUser("somebody");
        await using var driver = world.DriverOf(new RegistryCredentials(login.Username, login.Password));

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal((accounts, events), (driver.Capabilities.Contains(RegistryCapability.PullAccounts), driver.Capabilities.Contains(RegistryCapability.Events)));
        Assert.Equal((accounts, events), (driver.As<IPullAccounts>() is not null, driver.As<IEventSubscriptions>() is not null));
        Assert.DoesNotContain(signals, signal => signal.Ok == false);
    }
}
