using System.Text;
using Roadstead.Server.Admission.Reviews;

namespace Roadstead.Server.Tests.Admission;

/// <summary>Reviews as a kube-apiserver 1.20 sent them.</summary>
public sealed class RecordedReviewTests
{
    [Theory]
    [InlineData("pod-create", "Pod Create team: init container 'init' reg.io/open/tool:v1, container 'app' reg.io/team-a/app:v1, container 'side' reg.io/open/side@sha256:0123456789012345678901234567890123456789012345678901234567890123 | ")]
    [InlineData("pod-own-secret", "Pod Create team: container 'c' reg.io/team-a/app | ")]
    [InlineData("pod-update-label", "Pod Update team: init container 'init' reg.io/open/tool:v1, container 'app' reg.io/team-a/app:v2, container 'side' reg.io/open/side@sha256:0123456789012345678901234567890123456789012345678901234567890123 | init container 'init' reg.io/open/tool:v1, container 'app' reg.io/team-a/app:v2, container 'side' reg.io/open/side@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("pod-update-image", "Pod Update team: init container 'init' reg.io/open/tool:v1, container 'app' reg.io/team-a/app:v2, container 'side' reg.io/open/side@sha256:0123456789012345678901234567890123456789012345678901234567890123 | init container 'init' reg.io/open/tool:v1, container 'app' reg.io/team-a/app:v1, container 'side' reg.io/open/side@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("ephemeralcontainers", "Pod Update team: ephemeral container 'dbg' reg.io/team-a/dbg | ")]
    [InlineData("deployment", "Workload Create team: container 'app' reg.io/team-a/app:v1 | ")]
    [InlineData("job", "Workload Create team: container 'j' reg.io/team-a/app:v1 | ")]
    [InlineData("cronjob", "Workload Create team: container 'cj' reg.io/team-a/app:v1 | ")]
    [InlineData("podtemplate", "Workload Create team: container 'c' reg.io/team-a/app | ")]
    [InlineData("replicationcontroller", "Workload Create team: container 'c' reg.io/team-a/app | ")]
    [InlineData("namespace-label", "Namespace Update team:  | ")]
    public void Read_Recording_FindsWhatIsInIt(string name, string expected)
    {
        var review = Read(name);

        Assert.Null(review.Unreadable);
        Assert.Equal(expected, $"{review.Target} {review.Operation} {review.Namespace}: {Text(review.Object)} | {Text(review.OldObject)}");
        Assert.False(review.IsDryRun);
        Assert.False(review.IsFromNode);
    }

    [Fact]
    public void Read_OwnSecret_IsSeen()
    {
        Assert.True(Read("pod-own-secret").Object.HasPullSecrets);
        Assert.False(Read("pod-own-secret").Object.HasRoadsteadPullSecret);
        Assert.False(Read("pod-create").Object.HasPullSecrets);
    }

    [Fact]
    public void Read_Label_IsSeen()
    {
        Assert.True(Read("namespace-label").Object.IsExcluded);
        Assert.False(Read("namespace-label").OldObject.IsExcluded);
    }

    /// <summary>Whatever is cut off or turned over in it, an image that is denied in the whole is denied, or the body is refused.</summary>
    [Fact]
    public void Read_DamagedRecording_NeverLosesAnImageSilently()
    {
        var whole = Bytes("pod-create");
        var random = new Random(20_261_121);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            var at = random.Next(damaged.Length);
            damaged[at] = "{}[]\",:\\ 0tnx"u8[random.Next(13)];
            Review review;
            try
            {
                review = ReviewReader.Read(round % 3 == 0 ? damaged.AsSpan(0, at) : damaged);
            }
            catch (ReviewFormatException)
            {
                continue;
            }

            // One byte may rename a field, which then is another object, and the API server's own; it may not make several vanish.
            Assert.True(review.Unreadable is not null || review.Object.Images.Count >= 2 || ChangesAListsName(whole, at), $"round {round}, byte {at}: {Encoding.UTF8.GetString(damaged, 0, at)}");
        }
    }

    // The name of a list of containers, of the spec or the object: with it goes what it holds.
    private static bool ChangesAListsName(byte[] whole, int at)
    {
        var text = Encoding.UTF8.GetString(whole);
        return ((string[])["\"object\":", "\"spec\":{\"volumes\"", "\"containers\":[{\"name\"", "\"request\":", "\"resource\":{", "\"resource\":\"pods\"", "\"group\":\"\",\"version\":\"v1\",\"resource\"", "\"operation\":\"CREATE\""])
            .Any(part => at >= text.IndexOf(part, StringComparison.Ordinal) && at < text.IndexOf(part, StringComparison.Ordinal) + part.Length);
    }

    private static string Text(ReviewObject item) => string.Join(", ", item.Images.Select(image => $"{image} {image.Image}"));

    private static Review Read(string name) => ReviewReader.Read(Bytes(name));

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(RecordedReviewTests).Assembly.GetManifestResourceStream($"admission/{name}.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
