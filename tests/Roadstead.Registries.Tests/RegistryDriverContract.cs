using System.Security.Cryptography;
using System.Text.Json;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests;

/// <summary>What every driver keeps, run against a real registry of its product. A vendor's tests derive from it and add what only that vendor has.</summary>
public abstract class RegistryDriverContract(IRegistryUnderTest registry)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Name(string name) => $"{registry.Prefix}{GetType().Name.ToLowerInvariant()}/{name}";

    private static RepositoryName Parse(string name) => RepositoryName.Parse(name);

    [Fact]
    public async Task IdentifyAsync_OwnProduct_IsRecognised()
    {
        await using var driver = registry.CreateDriver();

        var identity = await driver.IdentifyAsync(Cancelled);

        Assert.Equal(driver.Type, identity.Type);
        Assert.NotEmpty(identity.Product);
        Assert.NotEmpty(identity.Evidence);
    }

    [Fact]
    public async Task CheckAsync_Healthy_NoSignalFails()
    {
        await using var driver = registry.CreateDriver();
        await registry.Images.PushAsync(Name("healthy"), "v1", cancellationToken: Cancelled);

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal(Enum.GetValues<SignalName>(), signals.Select(signal => signal.Name));
        Assert.DoesNotContain(signals, signal => signal.Ok == false);
        Assert.All(new[] { SignalName.Reachable, SignalName.Product, SignalName.Listing, SignalName.Pull }, name => Assert.True(signals.Single(signal => signal.Name == name).Ok));
        Assert.All(signals, signal => Assert.NotEmpty(signal.Message));
    }

    [Fact]
    public async Task CheckAsync_Cheap_LeavesTheLoginAlone()
    {
        await using var driver = registry.CreateDriver();

        var signals = await driver.CheckAsync(CheckDepth.Cheap, Cancelled);

        Assert.True(signals.Single(signal => signal.Name == SignalName.Product).Ok);
        Assert.All(signals.Where(signal => signal.Name > SignalName.Product), signal => Assert.Equal(SignalReason.NotChecked, signal.Reason));
    }

    [Fact]
    public async Task ListRepositoriesAsync_PushedImages_AreAmongThem()
    {
        await using var driver = registry.CreateDriver();
        var names = Enumerable.Range(0, 5).Select(number => Name($"listed-{number}")).ToArray();
        foreach (var name in names)
        {
            await registry.Images.PushAsync(name, "v1", cancellationToken: Cancelled);
        }

        var listed = new List<string>();
        await foreach (var repository in driver.ListRepositoriesAsync(Cancelled))
        {
            listed.Add(repository.Value);
        }

        Assert.Subset(listed.ToHashSet(), names.ToHashSet());
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }

    [Fact]
    public async Task ListTagsAsync_SeveralTags_GivesAll()
    {
        await using var driver = registry.CreateDriver();
        foreach (var tag in new[] { "v10", "v9", "latest", "1.0_rc.1" })
        {
            await registry.Images.PushAsync(Name("tagged"), tag, cancellationToken: Cancelled);
        }

        var tags = await driver.ListTagsAsync(Parse(Name("tagged")), Cancelled);

        Assert.Equal(["1.0_rc.1", "latest", "v10", "v9"], tags.Select(tag => tag.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ListTagsAsync_NoSuchRepository_IsEmpty()
    {
        await using var driver = registry.CreateDriver();

        Assert.Empty(await driver.ListTagsAsync(Parse(Name("absent")), Cancelled));
    }

    [Fact]
    public async Task ListTagsAsync_AllImagesDeleted_IsEmpty()
    {
        await using var driver = registry.CreateDriver();
        var pushed = await registry.Images.PushAsync(Name("emptied"), "v1", cancellationToken: Cancelled);
        await registry.Images.DeleteAsync(pushed.Repository, pushed.Digest, Cancelled);

        Assert.Empty(await driver.ListTagsAsync(Parse(pushed.Repository), Cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadArtifactAsync_Image_TellsAllOfIt(bool oci)
    {
        await using var driver = registry.CreateDriver();
        var image = new TestImage
        {
            Oci = oci,
            Architecture = "arm64",
            Variant = "v8",
            Author = "Ada",
            Created = new DateTimeOffset(2025, 5, 6, 7, 8, 9, TimeSpan.Zero),
            Labels = new Dictionary<string, string> { ["org.opencontainers.image.source"] = "https://example.com/app" },
            Layers = ["one", "two", "one"],
        };
        var pushed = await registry.Images.PushAsync(Name("image"), oci ? "oci" : "docker", image, Cancelled);

        var artifact = await driver.ReadArtifactAsync(Parse(pushed.Repository), pushed.Tag, Cancelled);

        Assert.NotNull(artifact);
        Assert.Equal(pushed.Digest, artifact.Digest.Value);
        Assert.Equal(pushed.MediaType, artifact.MediaType);
        Assert.Equal(["linux/arm64/v8"], artifact.Platforms);
        Assert.Equal(pushed.Blobs.Keys.Order(), artifact.Blobs.Select(blob => blob.Digest.Value).Order());
        Assert.Equal(pushed.TotalBytes, artifact.SizeBytes);
        Assert.Equal(3, artifact.Layers.Count);
        Assert.Equal(image.Created, artifact.Config?.Created);
        Assert.Equal("Ada", artifact.Config?.Author);
        Assert.Equal("arm64/v8", artifact.Config?.Architecture);
        Assert.Equal("https://example.com/app", artifact.Config?.Labels["org.opencontainers.image.source"]);
        Assert.Equal(3, artifact.Config?.History.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadArtifactAsync_Index_TellsItsPlatformsAndCountsAllBlobs(bool oci)
    {
        await using var driver = registry.CreateDriver();
        TestImage[] images =
        [
            new() { Oci = oci, Architecture = "arm64", Layers = ["shared", "arm"], Created = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new() { Oci = oci, Architecture = "amd64", Layers = ["shared", "amd"], Created = new DateTimeOffset(2024, 2, 2, 0, 0, 0, TimeSpan.Zero) },
        ];
        var pushed = await registry.Images.PushIndexAsync(Name("index"), oci ? "oci" : "docker", images, attestation: oci, Cancelled);

        var artifact = await driver.ReadArtifactAsync(Parse(pushed.Repository), pushed.Digest, Cancelled);

        Assert.NotNull(artifact);
        Assert.Equal(["linux/arm64", "linux/amd64"], artifact.Platforms);
        Assert.Equal(pushed.Children, artifact.Manifests.Select(child => child.Digest.Value));
        Assert.Equal(pushed.Blobs.Keys.Order(), artifact.Blobs.Select(blob => blob.Digest.Value).Order());
        Assert.Equal(pushed.TotalBytes, artifact.SizeBytes);
        Assert.Equal(images[1].Created, artifact.Config?.Created);
        Assert.Equal("amd64", artifact.Config?.Architecture);
        Assert.Equal(2, artifact.Layers.Count);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task ReadArtifactAsync_Absent_IsNull(string reference)
    {
        await using var driver = registry.CreateDriver();

        Assert.Null(await driver.ReadArtifactAsync(Parse(Name("absent")), reference, Cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadManifestAsync_ByTagAndDigest_GivesTheVeryBytes(bool head)
    {
        await using var driver = registry.CreateDriver();
        var pushed = await registry.Images.PushIndexAsync(Name("manifest"), "v1", [new TestImage()], cancellationToken: Cancelled);

        foreach (var reference in new[] { pushed.Tag, pushed.Digest })
        {
            var manifest = await driver.Content.ReadManifestAsync(Parse(pushed.Repository), reference, [], head, Cancelled);

            Assert.NotNull(manifest);
            Assert.Equal((pushed.Digest, pushed.MediaType, pushed.SizeBytes), (manifest.Digest.Value, manifest.MediaType, manifest.LengthBytes));
            Assert.Equal(head ? null : pushed.Digest, manifest.Bytes is null ? null : TestImages.DigestOf(manifest.Bytes));
        }
    }

    [Fact]
    public async Task ReadManifestAsync_Absent_IsNull()
    {
        await using var driver = registry.CreateDriver();
        await registry.Images.PushAsync(Name("manifest"), "v1", cancellationToken: Cancelled);

        Assert.Null(await driver.Content.ReadManifestAsync(Parse(Name("manifest")), "no-such-tag", [], head: false, Cancelled));
        Assert.Null(await driver.Content.ReadManifestAsync(Parse(Name("manifest")), "no-such-tag", [], head: true, Cancelled));
        Assert.Null(await driver.Content.ReadManifestAsync(Parse(Name("no-such-repository")), "v1", [], head: false, Cancelled));
    }

    [Theory]
    [InlineData(null, false, 200, 0, 100_000, null)]
    [InlineData(null, true, 200, 0, 0, null)]
    [InlineData("bytes=0-9", false, 206, 0, 10, "bytes 0-9/100000")]
    [InlineData("bytes=99990-", false, 206, 99_990, 10, "bytes 99990-99999/100000")]
    [InlineData("bytes=-5", false, 206, 99_995, 5, "bytes 99995-99999/100000")]
    [InlineData("bytes=100000-", false, 416, 0, 0, "bytes */100000")]
    public async Task OpenBlobAsync_Ranges_GiveTheirPart(string? range, bool head, int status, int from, int length, string? contentRange)
    {
        await using var driver = registry.CreateDriver();
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var digest = await registry.Images.PushBlobAsync(Name("blob"), bytes, Cancelled);

        await using var blob = await driver.Content.OpenBlobAsync(Parse(Name("blob")), Digest.Parse(digest), range, null, head, Cancelled);

        Assert.NotNull(blob);
        Assert.Equal(status, blob.StatusCode);
        Assert.Equal(contentRange, blob.ContentRange);
        Assert.Equal(head ? 100_000 : length, blob.LengthBytes);
        using var read = new MemoryStream();
        await blob.Body.CopyToAsync(read, Cancelled);
        Assert.Equal(bytes[from..(from + length)], read.ToArray());
    }

    [Fact]
    public async Task OpenBlobAsync_Absent_IsNull()
    {
        await using var driver = registry.CreateDriver();
        await registry.Images.PushAsync(Name("blob"), "v1", cancellationToken: Cancelled);
        var absent = Digest.Parse("sha256:" + new string('0', 64));

        Assert.Null(await driver.Content.OpenBlobAsync(Parse(Name("blob")), absent, null, null, head: false, Cancelled));
        Assert.Null(await driver.Content.OpenBlobAsync(Parse(Name("blob")), absent, null, null, head: true, Cancelled));
    }

    [Fact]
    public async Task ReadReferrersAsync_AttachedArtifacts_AreFiltered()
    {
        await using var driver = registry.CreateDriver();
        var subject = await registry.Images.PushAsync(Name("signed"), "v1", cancellationToken: Cancelled);
        var attached = await registry.Images.AttachAsync(subject.Repository, subject, "application/vnd.example.signature", "a signature", Cancelled);
        var digest = Digest.Parse(subject.Digest);

        Assert.Equal([attached.Digest], Digests(await driver.Content.ReadReferrersAsync(Parse(subject.Repository), digest, null, Cancelled)));
        Assert.Equal([attached.Digest], Digests(await driver.Content.ReadReferrersAsync(Parse(subject.Repository), digest, "application/vnd.example.signature", Cancelled)));
        Assert.Empty(Digests(await driver.Content.ReadReferrersAsync(Parse(subject.Repository), digest, "application/vnd.example.sbom", Cancelled)));
        Assert.Empty(Digests(await driver.Content.ReadReferrersAsync(Parse(subject.Repository), Digest.Parse(attached.Digest), null, Cancelled)));
    }

    [Fact]
    public async Task EveryCall_RegistryGone_ThrowsRegistryExceptionAlone()
    {
        await using var driver = registry.CreateDriver(registry.DeadUrl);
        var name = Parse(Name("gone"));
        var digest = Digest.Parse("sha256:" + new string('0', 64));

        Func<Task>[] calls =
        [
            () => driver.IdentifyAsync(Cancelled),
            () => driver.ListTagsAsync(name, Cancelled),
            () => driver.ReadArtifactAsync(name, "v1", Cancelled),
            () => driver.Content.ReadManifestAsync(name, "v1", [], head: true, Cancelled),
            () => driver.Content.OpenBlobAsync(name, digest, null, null, head: false, Cancelled),
            () => driver.Content.ReadReferrersAsync(name, digest, null, Cancelled),
            async () => await driver.ListRepositoriesAsync(Cancelled).GetAsyncEnumerator(Cancelled).MoveNextAsync(),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<RegistryException>(call);
            Assert.Equal((RegistryErrorCode.Unreachable, true), (error.Code, error.IsTransient));
        }
    }

    [Fact]
    public async Task CheckAsync_RegistryGone_SaysSoAndLooksNoFurther()
    {
        await using var driver = registry.CreateDriver(registry.DeadUrl);

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal((false, SignalReason.ConnectionRefused), (signals[0].Ok, signals[0].Reason));
        Assert.All(signals.Skip(1), signal => Assert.Equal((null, SignalReason.NotChecked), (signal.Ok, signal.Reason)));
    }

    [Fact]
    public async Task EveryCall_Cancelled_Ends()
    {
        await using var driver = registry.CreateDriver();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.CheckAsync(CheckDepth.Full, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.ListTagsAsync(Parse(Name("any")), cancelled.Token));
    }

    [Fact]
    public async Task MeasureStorageAsync_Answer_IsNoNegativeFigure()
    {
        await using var driver = registry.CreateDriver();

        Assert.True(await driver.MeasureStorageAsync(Cancelled) is null or { UsedBytes: >= 0 });
    }

    private static IEnumerable<string?> Digests(byte[] index)
    {
        using var document = JsonDocument.Parse(index);
        return [.. document.RootElement.GetProperty("manifests").EnumerateArray().Select(item => item.GetProperty("digest").GetString())];
    }
}
