using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Admission.Reviews;

namespace Roadstead.Server.Tests.Admission;

/// <summary>
/// The handler over a map of its own: the platform's registry <c>reg.io</c> with the public space <c>open</c> and the private <c>team-a</c>, which is bound
/// to the workspace <c>blue</c>; the namespaces <c>blue</c> and <c>red</c> of the cluster <c>lab</c> are in the workspaces of their names, <c>loose</c> in none.
/// </summary>
internal sealed class AdmissionWorld : IAccessMapSource, IClusterSource, IAccessCountStore, IDisposable
{
    public const string Secret = "s3cret";
    private readonly AccessCounter counter;
    private readonly AdmissionHandler handler;

    public AdmissionWorld(AdmissionMode mode = AdmissionMode.Enforce, bool allowUnmanaged = true)
    {
        var (blue, red, registry, open, team) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Current = AccessMap.Build(new AccessSnapshot(
            7,
            "gateway.test",
            [new ClusterRow("lab", allowUnmanaged)],
            [new WorkspaceRow(blue, "blue"), new WorkspaceRow(red, "red")],
            [new NamespaceRow("lab", "blue", blue), new NamespaceRow("lab", "red", red)],
            [new RegistryRow(registry, "hub", null, [new ImageHost("reg.io")], "reg.io/", false)],
            [new SpaceRow(open, registry, "open", "open", true), new SpaceRow(team, registry, "team-a", "team-a", false)],
            [new BindingRow(team, blue)],
            []));
        Cluster = new PublishedCluster(Guid.NewGuid(), "lab", ClusterKind.Kubernetes, null, Secret, new Uri("http://127.0.0.1:1"), mode, allowUnmanaged ? UnmanagedImages.Allow : UnmanagedImages.Deny);
        Clusters = new Dictionary<string, PublishedCluster> { ["lab"] = Cluster };
        counter = new AccessCounter(this, TimeProvider.System, NullLogger<AccessCounter>.Instance);
        handler = new AdmissionHandler(this, counter, new ExcludedNamespaces(this));
    }

    public AccessMap Current { get; }

    public PublishedCluster Cluster { get; }

    public IReadOnlyDictionary<string, PublishedCluster> Clusters { get; }

    public IReadOnlyDictionary<Guid, PublishedCluster> Leaving { get; init; } = new Dictionary<Guid, PublishedCluster>();

    public AdmissionHandler Handler => handler;

    private List<AccessTally> Tallies { get; } = [];

    /// <summary>The answer to a review's body, as it goes over the wire.</summary>
    public JsonNode Validate(string body) => Answer(body, handler.Validate);

    public JsonNode Mutate(string body) => Answer(body, handler.Mutate);

    public async Task<IReadOnlyList<AccessTally>> CountsAsync()
    {
        await counter.StopAsync(TestContext.Current.CancellationToken);
        return Tallies;
    }

    public Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken)
    {
        Tallies.AddRange(tallies);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => counter.Dispose();

    private JsonNode Answer(string body, Func<PublishedCluster, Review, ReviewAnswer> answer)
    {
        var review = ReviewReader.Read(Encoding.UTF8.GetBytes(body));
        var output = new ArrayBufferWriter<byte>();
        ReviewWriter.Write(output, review.Uid, answer(Cluster, review));
        var written = JsonNode.Parse(output.WrittenSpan)!;
        Assert.Equal("admission.k8s.io/v1", (string?)written["apiVersion"]);
        Assert.Equal("AdmissionReview", (string?)written["kind"]);
        Assert.Equal("u-1", (string?)written["response"]!["uid"]);
        return written["response"]!;
    }
}
