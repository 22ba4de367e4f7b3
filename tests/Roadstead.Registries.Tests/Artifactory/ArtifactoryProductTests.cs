using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>What only Artifactory has, on a whole one with a real registry behind its docker API.</summary>
public sealed class ArtifactoryProductTests(Artifactory7ProFixture fixture) : IClassFixture<Artifactory7ProFixture>
{
    private static readonly FakeArtifactorySettings Small = new() { WithStorage = false };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static IRegistryDriver Driver(FakeArtifactory artifactory, ArtifactoryCredentials? login = null) =>
        Some.Artifactory(Some.Endpoint(artifactory.Url, new RegistryCredentials((login ?? artifactory.Admin).Username, (login ?? artifactory.Admin).Password)));

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> all)
    {
        var read = new List<T>();
        await foreach (var one in all)
        {
            read.Add(one);
        }

        return read;
    }

    private static async Task<RegistryErrorCode> FailsAsync(Func<Task> call) => (await Assert.ThrowsAsync<RegistryException>(call)).Code;

    [Fact]
    public async Task Spaces_MadeFilledEmptiedDeleted_HoldWhatTheyShould()
    {
        await using var driver = fixture.CreateDriver();
        var spaces = driver.As<ISpaceAdministration>()!;
        var made = await spaces.CreateSpaceAsync("made-local", isPublic: true, null, Cancelled);
        Assert.Equal(("made-local", null), (made.Name, made.Public));
        Assert.Equal(RegistryErrorCode.AlreadyExists, await FailsAsync(() => spaces.CreateSpaceAsync("made-local", false, null, Cancelled)));
        Assert.Equal(RegistryErrorCode.Invalid, await FailsAsync(() => spaces.CreateSpaceAsync("Made", false, null, Cancelled)));
        Assert.Equal(RegistryErrorCode.Unsupported, await FailsAsync(() => spaces.SetVisibilityAsync("made-local", true, Cancelled)));
        Assert.Equal(RegistryErrorCode.Unsupported, await FailsAsync(() => spaces.SetQuotaAsync("made-local", 1, Cancelled)));
        Assert.Equal("made-local", (await spaces.FindSpaceAsync("made-local", Cancelled))?.Name);

        var pushed = await fixture.Images.PushAsync("made-local/team/app", "v1", cancellationToken: Cancelled);
        Assert.Contains("made-local/team/app", (await ReadAsync(driver.ListRepositoriesAsync(Cancelled))).Select(name => name.Value));
        Assert.Equal(RegistryErrorCode.Conflict, await FailsAsync(() => spaces.DeleteSpaceAsync("made-local", Cancelled)));
        await driver.As<IImageDeletion>()!.DeleteRepositoryAsync(RepositoryName.Parse(pushed.Repository), Cancelled);
        await spaces.DeleteSpaceAsync("made-local", Cancelled);
        await spaces.DeleteSpaceAsync("made-local", Cancelled);
        Assert.Null(await spaces.FindSpaceAsync("made-local", Cancelled));
    }

    [Fact]
    public async Task Deletion_TagArtifactImage_TakesThatAndLeavesTheRest()
    {
        await using var driver = fixture.CreateDriver();
        var deletion = driver.As<IImageDeletion>()!;
        var name = RepositoryName.Parse(fixture.Prefix + "deleted");
        var inner = RepositoryName.Parse(fixture.Prefix + "deleted/inner");
        var one = await fixture.Images.PushAsync(name.Value, "v1", new TestImage { Layers = ["one"] }, Cancelled);
        await fixture.Images.PushAsync(name.Value, "v2", new TestImage { Layers = ["one"] }, Cancelled);
        await fixture.Images.PushAsync(name.Value, "v3", new TestImage { Layers = ["three"] }, Cancelled);
        await fixture.Images.PushAsync(inner.Value, "v1", cancellationToken: Cancelled);

        await deletion.DeleteTagAsync(name, "v2", Cancelled);
        await deletion.DeleteTagAsync(name, "v2", Cancelled);
        Assert.Equal(["v1", "v3"], (await driver.ListTagsAsync(name, Cancelled)).Select(tag => tag.Name).Order());
        await deletion.DeleteArtifactAsync(name, Digest.Parse(one.Digest), Cancelled);
        await deletion.DeleteArtifactAsync(name, Digest.Parse(one.Digest), Cancelled);
        Assert.Equal(["v3"], (await driver.ListTagsAsync(name, Cancelled)).Select(tag => tag.Name));
        Assert.Null(await driver.ReadArtifactAsync(name, one.Digest, Cancelled));
        await deletion.DeleteRepositoryAsync(name, Cancelled);
        await deletion.DeleteRepositoryAsync(name, Cancelled);
        Assert.Empty(await driver.ListTagsAsync(name, Cancelled));
        Assert.Equal(["v1"], (await driver.ListTagsAsync(inner, Cancelled)).Select(tag => tag.Name));
    }

    [Fact]
    public async Task Listing_PushedImages_ComeWithDigestAndTimeInFewCalls()
    {
        await using var driver = fixture.CreateDriver();
        var listing = driver.As<IRepositoryListing>()!;
        var pushed = await fixture.Images.PushIndexAsync(fixture.Prefix + "listed/deep", "multi", [new TestImage(), new TestImage { Architecture = "arm64" }], cancellationToken: Cancelled);
        var name = RepositoryName.Parse(pushed.Repository);

        var tag = Assert.Single(await driver.ListTagsAsync(name, Cancelled));
        Assert.Equal(("multi", pushed.Digest, true), (tag.Name, tag.Digest, tag.PushedAt is not null));
        var found = (await listing.FindRepositoryAsync(name, Cancelled))!;
        Assert.NotNull(found.ChangedAt);
        Assert.Contains(name, (await ReadAsync(listing.ListRepositoriesAsync(null, Cancelled))).Select(image => image.Name));
        Assert.Contains(name, (await ReadAsync(listing.ListRepositoriesAsync(found.ChangedAt, Cancelled))).Select(image => image.Name));
        Assert.DoesNotContain(name, (await ReadAsync(listing.ListRepositoriesAsync(found.ChangedAt!.Value.AddDays(1), Cancelled))).Select(image => image.Name));
        Assert.Null(await listing.FindRepositoryAsync(RepositoryName.Parse(fixture.Prefix + "absent"), Cancelled));
        Assert.Null(await listing.FindRepositoryAsync(RepositoryName.Parse("nowhere/absent"), Cancelled));
    }

    [Fact]
    public async Task CheckAsync_Administrator_HasAllCapabilitiesAndTheVersion()
    {
        await using var driver = fixture.CreateDriver();

        var rights = (await driver.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Rights);

        Assert.Contains("administrator", rights.Message, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string>(["create-space", "delete-space", "repository-listing", "delete"]), driver.Capabilities.ToHashSet());
        Assert.Equal("7.90.5", (await driver.IdentifyAsync(Cancelled)).Version);
        Assert.True((await driver.MeasureStorageAsync(Cancelled)) is { Kind: StorageKind.Logical });
    }

    [Fact]
    public async Task Virtual_OverALocal_ShowsAndGivesWhatThatHolds()
    {
        var pushed = await fixture.Images.PushAsync(fixture.Prefix + "shared", "v1", cancellationToken: Cancelled);
        fixture.Artifactory.AddVirtual("all", "docker-local");
        await using var driver = fixture.CreateDriver();
        var name = RepositoryName.Parse("all/shared");

        Assert.Equal(["docker-local"], (await ReadAsync(driver.ListSpacesAsync(Cancelled))).Single(space => space.Name == "all").Includes);
        Assert.Contains(name, await ReadAsync(driver.ListRepositoriesAsync(Cancelled)));
        Assert.Contains(name, (await ReadAsync(driver.As<IRepositoryListing>()!.ListRepositoriesAsync(null, Cancelled))).Select(image => image.Name));
        Assert.Equal(["v1"], (await driver.ListTagsAsync(name, Cancelled)).Select(tag => tag.Name));
        Assert.Equal(pushed.Digest, (await driver.ReadArtifactAsync(name, "v1", Cancelled))?.Digest.Value);
    }

    [Fact]
    public async Task Remote_OfAnotherRegistry_ListsWhatWasPulledThroughIt()
    {
        await using var upstream = await FakeArtifactory.StartAsync(Small);
        upstream.AddRepository("docker-local/library/nginx", "1.27", "latest");
        upstream.AddRepository("docker-local/library/redis", "7");
        await using var artifactory = await FakeArtifactory.StartAsync(Small);
        artifactory.AddRemote("hub", $"{upstream.Url}/api/docker/docker-local", upstream.Admin);
        await using var driver = Driver(artifactory);
        var nginx = RepositoryName.Parse("hub/library/nginx");

        Assert.NotNull(await driver.Content.ReadManifestAsync(nginx, "1.27", [], head: false, Cancelled));

        var space = Assert.Single(await ReadAsync(driver.ListSpacesAsync(Cancelled)));
        Assert.True(space is { IsProxyCache: true, Aliases: ["hub-cache"], Includes: [] });
        Assert.Equal([nginx], (await ReadAsync(driver.As<IRepositoryListing>()!.ListRepositoriesAsync(null, Cancelled))).Select(image => image.Name));
        Assert.Equal(["1.27"], (await driver.ListTagsAsync(nginx, Cancelled)).Select(tag => tag.Name));
    }

    [Theory]
    [InlineData("7.46.11", ArtifactoryEdition.Jcr)]
    [InlineData("6.23.42", ArtifactoryEdition.Jcr)]
    public async Task FreeEdition_WhatOnlyProCan_IsMissingAndNothingElse(string version, ArtifactoryEdition edition)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { Version = version, Edition = edition });
        artifactory.AddRepository("docker-local/team/app", "v1");
        artifactory.AddVirtual("all", "docker-local");
        await using var driver = Driver(artifactory);

        Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
        Assert.DoesNotContain(RegistryCapability.CreateSpace, driver.Capabilities);
        Assert.Equal(RegistryErrorCode.Unsupported, await FailsAsync(() => driver.As<ISpaceAdministration>()!.CreateSpaceAsync("new-local", false, null, Cancelled)));
        Assert.Equal([RemoteSpace.UnknownMember], (await ReadAsync(driver.ListSpacesAsync(Cancelled))).Single(space => space.Name == "all").Includes);
        Assert.Equal(["all/team/app", "docker-local/team/app"], (await ReadAsync(driver.ListRepositoriesAsync(Cancelled))).Select(name => name.Value));
        Assert.NotNull((await ReadAsync(driver.As<IRepositoryListing>()!.ListRepositoriesAsync(null, Cancelled))).Single(image => image.Name.Value == "docker-local/team/app").ChangedAt);
    }

    [Fact]
    public async Task CheckAsync_UserWhoMayReadOne_SeesThatOne()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small);
        artifactory.AddRepository("docker-local/team/app", "v1");
        artifactory.AddRepository("secret-local/team/app", "v1");
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");
        await using var driver = Driver(artifactory, reader);

        Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
        Assert.Equal(["docker-local"], (await ReadAsync(driver.ListSpacesAsync(Cancelled))).Select(space => space.Name));
        Assert.Equal(["docker-local/team/app"], (await ReadAsync(driver.As<IRepositoryListing>()!.ListRepositoriesAsync(null, Cancelled))).Select(image => image.Name.Value));
        Assert.Equal(RegistryErrorCode.Denied, await FailsAsync(() => driver.ReadArtifactAsync(RepositoryName.Parse("secret-local/team/app"), "v1", Cancelled)));
        Assert.Null(await driver.MeasureStorageAsync(Cancelled));
    }

    [Fact]
    public async Task CheckAsync_AfterSomebodysWrongTries_SaysThatTheUserIsShutOut()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { LoginSuspension = TimeSpan.FromMinutes(1) });
        artifactory.AddRepository("docker-local/team/app", "v1");
        await using var wrong = Driver(artifactory, artifactory.Admin with { Password = "wrong" });
        await using var right = Driver(artifactory);

        var refused = (await wrong.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Login);
        var shutOut = (await right.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Login);

        Assert.Equal((SignalReason.CredentialsRejected, SignalReason.LoginSuspended), (refused.Reason, shutOut.Reason));
        Assert.Single(artifactory.Calls, call => call is { HasCredentials: true, Status: 401 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryKindOfLogin_OfAnAdministrator_IsOne(bool apiKey)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small);
        artifactory.AddRepository("docker-local/team/app", "v1");
        var secret = apiKey ? artifactory.CreateApiKey("admin") : artifactory.CreateToken("admin").Value;
        foreach (var user in new[] { "", "admin" })
        {
            await using var driver = Driver(artifactory, new ArtifactoryCredentials(user, secret));

            Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
            Assert.Contains(RegistryCapability.CreateSpace, driver.Capabilities);
        }
    }

    [Theory]
    [InlineData(ArtifactoryRootAnswer.NotFound)]
    [InlineData(ArtifactoryRootAnswer.NotAcceptable)]
    [InlineData(ArtifactoryRootAnswer.Unsupported)]
    public async Task CheckAsync_HoweverImagesAreNamedThere_IsHealthy(ArtifactoryRootAnswer root)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { AccessMethod = ArtifactoryAccessMethod.Subdomain, SubdomainBase = "art.example.com", RootAnswer = root });
        artifactory.AddRepository("docker-local/team/app", "v1");
        await using var driver = Driver(artifactory);

        Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
        Assert.NotNull(await driver.ReadArtifactAsync(RepositoryName.Parse("docker-local/team/app"), "v1", Cancelled));
    }

    [Theory]
    [InlineData("7.90.5", "/artifactory", "/", null)]
    [InlineData("7.90.5", "/tools", "", null)]
    [InlineData("6.23.42", "", "", null)]
    [InlineData("7.90.5", "/artifactory", "", "https://art.example.com/artifactory")]
    public async Task CheckAsync_WhereverItsApiIsAndWhateverAddressItBelievesToHave_IsHealthy(string version, string context, string suffix, string? believes)
    {
        // Without the proxy's override header the realm of the docker API is at an address that may be anybody's: it is not asked.
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { Version = version, ContextPath = context, BaseUrl = believes });
        artifactory.AddRepository("docker-local/team/app", "v1");
        await using var driver = Some.Artifactory(Some.Endpoint(new Uri(artifactory.Url.AbsoluteUri.TrimEnd('/') + suffix), new RegistryCredentials(artifactory.Admin.Username, artifactory.Admin.Password)));

        Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
        Assert.NotNull(await driver.ReadArtifactAsync(RepositoryName.Parse("docker-local/team/app"), "v1", Cancelled));
        Assert.DoesNotContain(artifactory.Calls, call => call.Path.EndsWith("/v2/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadManifestAsync_UnauthorizedResourcesHidden_IsAbsentInsteadOfDenied()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { HideUnauthorizedResources = true });
        artifactory.AddRepository("docker-local/team/app", "v1");
        artifactory.AddRepository("secret-local/team/app", "v1");
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");
        await using var driver = Driver(artifactory, reader);

        Assert.Null(await driver.ReadArtifactAsync(RepositoryName.Parse("secret-local/team/app"), "v1", Cancelled));
        Assert.Empty(await driver.ListTagsAsync(RepositoryName.Parse("secret-local/team/app"), Cancelled));
        Assert.NotNull(await driver.ReadArtifactAsync(RepositoryName.Parse("docker-local/team/app"), "v1", Cancelled));
    }

    [Fact]
    public async Task Lists_InSmallPagesWithoutTheKey_AreWhole()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Small with { MaxPageSize = 3 });
        foreach (var number in Enumerable.Range(0, 10))
        {
            artifactory.AddRepository($"docker-local/image-{number}", "v1");
        }

        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");
        artifactory.AddRepository("docker-local/tagged", "1", "2", "3", "4", "5", "6", "7");
        await using var driver = Driver(artifactory, reader);

        Assert.Equal(11, (await ReadAsync(driver.ListRepositoriesAsync(Cancelled))).Count);
        Assert.Equal(7, (await driver.ListTagsAsync(RepositoryName.Parse("docker-local/tagged"), Cancelled)).Count);
    }
}
