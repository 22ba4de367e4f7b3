using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>What the driver keeps with every Harbor besides what all drivers keep. Run against a fake of each measured release, or a real one: see <see cref="HarborFixture"/>.</summary>
public abstract class HarborDriverContract(HarborFixture harbor) : RegistryDriverContract(harbor)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static RepositoryName Parse(string name) => RepositoryName.Parse(name);

    private static async Task<RegistryErrorCode> FailsAsync(Func<Task> call) => (await Assert.ThrowsAsync<RegistryException>(call)).Code;

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(Cancelled))
        {
            all.Add(item);
        }

        return all;
    }

    [Fact]
    public async Task Spaces_FromTheFirstToTheLast_AreAsTheyWereMade()
    {
        await using var driver = harbor.CreateDriver();
        var spaces = driver.As<ISpaceAdministration>()!;
        var name = harbor.NewSpace("life");

        var made = await spaces.CreateSpaceAsync(name, isPublic: false, 10_000_000, Cancelled);

        Assert.Equal((name, false, 0, 10_000_000, false), (made.Name, made.Public, made.UsedBytes, made.QuotaBytes, made.IsProxyCache));
        Assert.Equal(0, made.Repositories);
        Assert.NotNull(made.CreatedAt);
        Assert.Equal(made, await spaces.FindSpaceAsync(name, Cancelled));
        Assert.Equal(made, Assert.Single(await ReadAsync(driver.ListSpacesAsync(Cancelled)), space => space.Name == name));

        foreach (var isPublic in new[] { true, true, false })
        {
            await spaces.SetVisibilityAsync(name, isPublic, Cancelled);
            Assert.Equal(isPublic, (await spaces.FindSpaceAsync(name, Cancelled))!.Public);
        }

        await spaces.SetQuotaAsync(name, 20_000_000, Cancelled);
        Assert.Equal(20_000_000, (await spaces.FindSpaceAsync(name, Cancelled))!.QuotaBytes);
        await spaces.SetQuotaAsync(name, null, Cancelled);
        Assert.Null((await spaces.FindSpaceAsync(name, Cancelled))!.QuotaBytes);

        await spaces.DeleteSpaceAsync(name, Cancelled);
        Assert.Null(await spaces.FindSpaceAsync(name, Cancelled));
        await spaces.DeleteSpaceAsync(name, Cancelled);
        Assert.NotEqual(made.Id, (await spaces.CreateSpaceAsync(name, isPublic: true, null, Cancelled)).Id);
    }

    [Fact]
    public async Task Spaces_WhatCannotBe_IsRefusedWithItsCode()
    {
        await using var driver = harbor.CreateDriver();
        var spaces = driver.As<ISpaceAdministration>()!;
        await harbor.Images.PushAsync(harbor.Prefix + "kept", "v1", cancellationToken: Cancelled);

        Assert.Equal(RegistryErrorCode.AlreadyExists, await FailsAsync(() => spaces.CreateSpaceAsync(harbor.Space, isPublic: false, null, Cancelled)));
        Assert.Equal(RegistryErrorCode.Invalid, await FailsAsync(() => spaces.CreateSpaceAsync("Not_A-Name", isPublic: false, null, Cancelled)));
        Assert.Equal(RegistryErrorCode.Invalid, await FailsAsync(() => spaces.CreateSpaceAsync(new string('a', 256), isPublic: false, null, Cancelled)));
        Assert.Equal(RegistryErrorCode.Invalid, await FailsAsync(() => spaces.SetQuotaAsync(harbor.Space, 0, Cancelled)));
        Assert.Equal(RegistryErrorCode.Conflict, await FailsAsync(() => spaces.DeleteSpaceAsync(harbor.Space, Cancelled)));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => spaces.SetVisibilityAsync("roadstead-absent", true, Cancelled)));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => spaces.SetQuotaAsync("roadstead-absent", 1000, Cancelled)));
        Assert.Null(await spaces.FindSpaceAsync("roadstead-absent", Cancelled));
    }

    [Fact]
    public async Task Spaces_OddNames_AreTheirOwn()
    {
        await using var driver = harbor.CreateDriver();
        var spaces = driver.As<ISpaceAdministration>()!;
        var repositories = driver.As<IRepositoryListing>()!;
        var number = harbor.NewSpace(null);
        var dotted = harbor.NewSpace("a.b_c-d");
        foreach (var name in new[] { number, dotted })
        {
            await spaces.CreateSpaceAsync(name, isPublic: false, null, Cancelled);
            var pushed = await harbor.Images.PushAsync($"{name}/deep/a.b/c_d/e-f", "1.0_x.y", cancellationToken: Cancelled);
            var repository = Parse(pushed.Repository);

            var tag = Assert.Single(await driver.ListTagsAsync(repository, Cancelled));
            Assert.Equal(("1.0_x.y", pushed.Digest), (tag.Name, tag.Digest));
            Assert.Equal(repository, (await repositories.FindRepositoryAsync(repository, Cancelled))?.Name);
            Assert.Contains(repository, await ReadAsync(driver.ListRepositoriesAsync(Cancelled)));
            Assert.Equal(pushed.Digest, (await driver.ReadArtifactAsync(repository, "1.0_x.y", Cancelled))?.Digest.Value);
            await spaces.SetVisibilityAsync(name, true, Cancelled);
            Assert.True((await spaces.FindSpaceAsync(name, Cancelled))!.Public);
            await driver.As<IImageDeletion>()!.DeleteRepositoryAsync(repository, Cancelled);
            Assert.Null(await repositories.FindRepositoryAsync(repository, Cancelled));
            await spaces.DeleteSpaceAsync(name, Cancelled);
        }
    }

    [Fact]
    public async Task ListTagsAsync_Tags_ComeWithDigestAndTime()
    {
        await using var driver = harbor.CreateDriver();
        var one = await harbor.Images.PushAsync(harbor.Prefix + "tags", "one", new TestImage { Layers = ["1"] }, Cancelled);
        var two = await harbor.Images.PushAsync(harbor.Prefix + "tags", "two", new TestImage { Layers = ["2"] }, Cancelled);

        var tags = (await driver.ListTagsAsync(Parse(one.Repository), Cancelled)).ToDictionary(tag => tag.Name);

        Assert.Equal((one.Digest, two.Digest), (tags["one"].Digest, tags["two"].Digest));
        Assert.All(tags.Values, tag => Assert.NotNull(tag.PushedAt));
    }

    [Fact]
    public async Task ListTagsAsync_NoSuchProject_IsEmpty()
    {
        await using var driver = harbor.CreateDriver();

        Assert.Empty(await driver.ListTagsAsync(Parse("roadstead-absent/app"), Cancelled));
        Assert.Empty(await driver.ListTagsAsync(Parse("noproject"), Cancelled));
        Assert.Null(await driver.ReadArtifactAsync(Parse("roadstead-absent/app"), "v1", Cancelled));
        Assert.Null(await driver.Content.ReadManifestAsync(Parse("roadstead-absent/app"), "v1", [], head: true, Cancelled));
    }

    [Fact]
    public async Task ListRepositoriesAsync_Since_LeavesOutWhatDidNotChange()
    {
        await using var driver = harbor.CreateDriver();
        var listing = driver.As<IRepositoryListing>()!;
        var pushed = await harbor.Images.PushAsync(harbor.Prefix + "changed", "v1", cancellationToken: Cancelled);
        var changed = (await listing.FindRepositoryAsync(Parse(pushed.Repository), Cancelled))!;

        Assert.Equal(1, changed.Artifacts);
        Assert.Contains(await ReadAsync(listing.ListRepositoriesAsync(changed.ChangedAt, Cancelled)), found => found.Name == changed.Name);
        Assert.Contains(await ReadAsync(listing.ListRepositoriesAsync(null, Cancelled)), found => found.Name == changed.Name);
        Assert.DoesNotContain(await ReadAsync(listing.ListRepositoriesAsync(changed.ChangedAt!.Value.AddDays(1), Cancelled)), found => found.Name == changed.Name);
    }

    [Fact]
    public async Task ListArtifactsAsync_OneCall_TellsWhatACrawlWants()
    {
        await using var driver = harbor.CreateDriver();
        var name = harbor.Prefix + "listed/deep";
        var index = await harbor.Images.PushIndexAsync(name, "multi", [new TestImage { Architecture = "arm64", Variant = "v8" }, new TestImage { Architecture = "amd64" }], cancellationToken: Cancelled);
        var single = await harbor.Images.PushAsync(name, "single", new TestImage { Layers = ["only"], Created = new DateTimeOffset(2025, 5, 6, 7, 8, 9, TimeSpan.Zero) }, Cancelled);
        await harbor.Images.PushAsync(name, "again", new TestImage { Layers = ["only"], Created = new DateTimeOffset(2025, 5, 6, 7, 8, 9, TimeSpan.Zero) }, Cancelled);
        // Before 2.8 a Harbor does not read what a manifest is attached to, and lists it as one more artifact.
        var attached = harbor.Release < 8 ? null : await harbor.Images.AttachAsync(name, single, "application/vnd.example.signature", "a signature", Cancelled);

        var artifacts = await driver.As<IArtifactListing>()!.ListArtifactsAsync(Parse(name), Cancelled);

        Assert.Equal(new[] { index.Digest, single.Digest }.Order(), artifacts.Select(artifact => artifact.Digest.Value).Order());
        var multi = artifacts.Single(artifact => artifact.Digest.Value == index.Digest);
        Assert.Equal(["linux/amd64", "linux/arm64/v8"], multi.Platforms.Order());
        Assert.Equal(index.Children.Order(), multi.Children.Select(child => child.Value).Order());
        Assert.Equal(["multi"], multi.Tags.Select(tag => tag.Name));
        Assert.Equal(TestImages.OciIndex, multi.MediaType);
        var one = artifacts.Single(artifact => artifact.Digest.Value == single.Digest);
        Assert.Equal(["again", "single"], one.Tags.Select(tag => tag.Name).Order());
        Assert.All(one.Tags, tag => Assert.Equal((single.Digest, true), (tag.Digest, tag.PushedAt is not null)));
        Assert.Equal(["linux/amd64"], one.Platforms);
        Assert.Equal(new DateTimeOffset(2025, 5, 6, 7, 8, 9, TimeSpan.Zero), one.CreatedAt);
        Assert.True(one.SizeBytes > 0);
        Assert.NotNull(one.PushedAt);
        Assert.Equal(attached is null ? [] : [attached.Digest], one.Accessories.Select(accessory => accessory.Digest.Value));
        Assert.Empty(await driver.As<IArtifactListing>()!.ListArtifactsAsync(Parse(harbor.Prefix + "absent"), Cancelled));
        Assert.Empty(await driver.As<IArtifactListing>()!.ListArtifactsAsync(Parse("roadstead-absent/app"), Cancelled));
    }

    [Fact]
    public async Task Deletion_TagArtifactRepository_GoesAndIsFineWhenGone()
    {
        await using var driver = harbor.CreateDriver();
        var (deletion, listing) = (driver.As<IImageDeletion>()!, driver.As<IArtifactListing>()!);
        var name = Parse(harbor.Prefix + "deleted/deep");
        var index = await harbor.Images.PushIndexAsync(name.Value, "multi", [new TestImage { Layers = ["child"] }], cancellationToken: Cancelled);
        var image = await harbor.Images.PushAsync(name.Value, "v1", new TestImage { Layers = ["image"] }, Cancelled);
        await harbor.Images.PushAsync(name.Value, "v2", new TestImage { Layers = ["image"] }, Cancelled);

        Assert.Equal(RegistryErrorCode.Conflict, await FailsAsync(() => deletion.DeleteArtifactAsync(name, Digest.Parse(index.Children[0]), Cancelled)));
        await deletion.DeleteTagAsync(name, "v1", Cancelled);
        await deletion.DeleteTagAsync(name, "v1", Cancelled);
        Assert.Equal(["multi", "v2"], (await driver.ListTagsAsync(name, Cancelled)).Select(tag => tag.Name).Order());
        await deletion.DeleteTagAsync(name, "v2", Cancelled);
        Assert.Empty((await listing.ListArtifactsAsync(name, Cancelled)).Single(artifact => artifact.Digest.Value == image.Digest).Tags);
        await deletion.DeleteArtifactAsync(name, Digest.Parse(image.Digest), Cancelled);
        await deletion.DeleteArtifactAsync(name, Digest.Parse(image.Digest), Cancelled);
        Assert.Equal([index.Digest], (await listing.ListArtifactsAsync(name, Cancelled)).Select(artifact => artifact.Digest.Value));
        await deletion.DeleteRepositoryAsync(name, Cancelled);
        await deletion.DeleteRepositoryAsync(name, Cancelled);
        await deletion.DeleteRepositoryAsync(Parse("roadstead-absent/app"), Cancelled);
        Assert.Empty(await listing.ListArtifactsAsync(name, Cancelled));
    }

    [Fact]
    public async Task Scan_WithOrWithoutAScanner_SaysHowItStands()
    {
        await using var driver = harbor.CreateDriver();
        var scanning = driver.As<IImageScanning>()!;
        var pushed = await harbor.Images.PushAsync(harbor.Prefix + "scanned", "v1", cancellationToken: Cancelled);
        var (name, digest, absent) = (Parse(pushed.Repository), Digest.Parse(pushed.Digest), Digest.Parse("sha256:" + new string('0', 64)));

        Assert.Null(await scanning.FindScanAsync(name, absent, Cancelled));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => scanning.StartScanAsync(name, absent, Cancelled)));
        try
        {
            await scanning.StartScanAsync(name, digest, Cancelled);
            Assert.NotNull(await scanning.FindScanAsync(name, digest, Cancelled));
        }
        catch (RegistryException e)
        {
            // It has no scanner; a real one may have.
            Assert.Equal(RegistryErrorCode.Unsupported, e.Code);
            Assert.Null(await scanning.FindScanAsync(name, digest, Cancelled));
        }
    }

    [Fact]
    public async Task Usage_AfterAPush_Counts()
    {
        await using var driver = harbor.CreateDriver();
        await harbor.Images.PushAsync(harbor.Prefix + "used", "v1", new TestImage { Layers = ["some bytes that take room"] }, Cancelled);

        Assert.True((await driver.As<ISpaceAdministration>()!.FindSpaceAsync(harbor.Space, Cancelled))!.UsedBytes > 0);
        var totals = await driver.As<IRegistryStatistics>()!.ReadStatisticsAsync(Cancelled);
        Assert.True(totals is { Spaces: > 0, Repositories: > 0 });
        Assert.Equal(harbor.Release >= 3, totals.StorageBytes > 0); // before 2.3 the statistics tell no storage
        Assert.Equal(harbor.Release >= 3 ? StorageKind.Physical : StorageKind.Logical, (await driver.MeasureStorageAsync(Cancelled))!.Kind);
    }

    [Fact]
    public async Task Subscription_MadeChangedRemoved_IsAsItShouldBe()
    {
        await using var driver = harbor.CreateDriver();
        var events = driver.As<IEventSubscriptions>()!;
        var wanted = new EventSubscription("roadstead-test", new Uri("http://127.0.0.1:9/events/1"), "Bearer one", SkipVerify: false);

        Assert.True(await events.EnsureSubscriptionAsync(harbor.Space, wanted, Cancelled));
        Assert.False(await events.EnsureSubscriptionAsync(harbor.Space, wanted, Cancelled));
        Assert.True(await events.EnsureSubscriptionAsync(harbor.Space, wanted with { Authorization = "Bearer two" }, Cancelled));
        Assert.False(await events.EnsureSubscriptionAsync(harbor.Space, wanted with { Authorization = "Bearer two" }, Cancelled));
        Assert.True(await events.EnsureSubscriptionAsync(harbor.Space, wanted with { Name = "roadstead-other" }, Cancelled));
        await events.RemoveSubscriptionAsync(harbor.Space, wanted.Name, Cancelled);
        await events.RemoveSubscriptionAsync(harbor.Space, wanted.Name, Cancelled);
        Assert.False(await events.EnsureSubscriptionAsync(harbor.Space, wanted with { Name = "roadstead-other" }, Cancelled));
        Assert.True(await events.EnsureSubscriptionAsync(harbor.Space, wanted, Cancelled));

        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => events.EnsureSubscriptionAsync("roadstead-absent", wanted, Cancelled)));
        await events.RemoveSubscriptionAsync("roadstead-absent", wanted.Name, Cancelled);
    }

    [Fact]
    public async Task CheckAsync_Administrator_HasAllCapabilitiesAndTheVersion()
    {
        await using var driver = harbor.CreateDriver();
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.True(signals.Single(signal => signal.Name == SignalName.Rights).Ok);
        Assert.Contains("administrator", signals.Single(signal => signal.Name == SignalName.Rights).Message, StringComparison.Ordinal);
        Assert.Equal(["create-space", "delete-space", "set-visibility", "set-quota", "pull-accounts", "events", "repository-listing", "artifact-listing", "statistics", "delete", "scan"], driver.Capabilities);
        Assert.Matches(@"^2\.\d+\.\d+$", (await driver.IdentifyAsync(Cancelled)).Version);
    }

    [Fact]
    public async Task CheckAsync_WrongPassword_IsRefusedAndTheRightOneWorksSoonAfter()
    {
        await using var wrong = harbor.CreateDriver(new RegistryCredentials("roadstead-nobody", "Wrong12345"), platform: true);

        var login = (await wrong.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Login);

        Assert.Equal((false, SignalReason.CredentialsRejected), (login.Ok, login.Reason));
        await using var driver = harbor.CreateDriver();
        Assert.True((await driver.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Login).Ok);
    }
}
