using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Robots;
using Roadstead.Testing.Harbor.Scans;
using Roadstead.Testing.Harbor.Systems;
using Roadstead.Testing.Harbor.Users;
using Roadstead.Testing.Harbor.Webhooks;

namespace Roadstead.Testing.Harbor;

/// <summary>All that a fake Harbor knows. Whoever touches it from outside a mapped handler holds <see cref="Gate"/>.</summary>
public sealed class HarborState
{
    private readonly ConcurrentDictionary<Type, object> areas = new();

    internal HarborState(FakeHarborSettings settings)
    {
        Settings = settings;
        Features = HarborFeatures.For(settings.Version);
        StartedAt = Now;
        Users = new UserStore(this);
        Projects = new ProjectStore(this);
        Robots = new RobotStore(this);
        Components = new HarborComponents(this);
        Logins = new LoginService(this);
        Webhooks = new WebhookStore(this);
        Pulls = new PullStore(this);
        Happened += happened => Area<AuditStore>().Add(this, happened);
        Storage = new StorageRegistry(settings.WithStorage);
        Projects.Create("library", Users.Admin, new Dictionary<string, string> { ["public"] = "true" });
    }

    public FakeHarborSettings Settings { get; }

    public HarborFeatures Features { get; }

    public Lock Gate { get; } = new();

    public HarborConfiguration Configuration { get; } = new();

    public UserStore Users { get; }

    public ProjectStore Projects { get; }

    public RobotStore Robots { get; }

    public HarborComponents Components { get; }

    internal LoginService Logins { get; }

    internal WebhookStore Webhooks { get; }

    internal PullStore Pulls { get; }

    /// <summary>What is behind /v2.</summary>
    internal StorageRegistry Storage { get; }

    /// <summary>Labels as the API shows them, by id.</summary>
    internal SortedDictionary<long, JsonObject> Labels { get; } = [];

    /// <summary>Scan results by digest.</summary>
    internal Dictionary<string, ScanState> Scans { get; } = [];

    /// <summary>Whether a scanner is registered: without one there is nothing to scan with.</summary>
    public bool HasScanner { get; set; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset Now => Settings.Time.GetUtcNow();

    /// <summary>Its own address, without a trailing slash.</summary>
    public string ExternalUrl { get; internal set; } = "";

    /// <summary><see cref="ExternalUrl"/> without the scheme.</summary>
    public string RegistryHost => ExternalUrl[(ExternalUrl.IndexOf("//", StringComparison.Ordinal) + 2)..];

    /// <summary>Something happened to an artifact, a quota or a scan; heard while <see cref="Gate"/> is held.</summary>
    internal event Action<HarborEvent>? Happened;

    internal void Tell(HarborEvent happened) => Happened?.Invoke(happened);

    internal JsonArray LabelsOf(ArtifactState artifact) => HarborJson.Array(artifact.LabelIds.Where(Labels.ContainsKey), id => Labels[id].DeepClone());

    /// <summary>State that an area keeps for itself, made with the first use.</summary>
    internal T Area<T>()
        where T : class, new() => (T)areas.GetOrAdd(typeof(T), _ => new T());
}
