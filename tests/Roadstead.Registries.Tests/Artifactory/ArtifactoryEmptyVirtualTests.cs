using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>A virtual repository without members looks like one that holds its own content; rights to it are refused by Artifactory, and would keep an account from all others.</summary>
public sealed class ArtifactoryEmptyVirtualTests
{
    [Fact]
    public async Task ListSpacesAsync_VirtualWithoutMembers_IncludesWhatNobodyHas()
    {
        await using var world = await ArtifactoryAccountsFixture.StartAsync(new FakeArtifactorySettings());
        world.Fake.AddVirtual("empty");

        var spaces = await world.Driver.ListSpacesAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([RemoteSpace.UnknownMember], spaces.Single(space => space.Name == "empty").Includes);
    }
}
