using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Docker;
using Roadstead.Testing.Artifactory.Repositories;
using Roadstead.Testing.Artifactory.Security;
using Roadstead.Testing.Artifactory.Tokens;
using Roadstead.Testing.Artifactory.Webhooks;

namespace Roadstead.Testing.Artifactory;

/// <summary>All that a fake Artifactory knows. Whoever touches it from outside a mapped handler holds <see cref="Gate"/>.</summary>
public sealed class ArtifactoryState
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private readonly ConcurrentDictionary<Type, object> areas = new();

    internal ArtifactoryState(FakeArtifactorySettings settings)
    {
        Settings = settings;
        Features = new ArtifactoryFeatures(settings);
        Id = RandomNumberGenerator.GetString("0123456789abcdef", 40);
        NodeId = RandomNumberGenerator.GetString("0123456789abcdef", 12);
        ServiceId = "jfrt@01" + RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 24);
        Admin = new ArtifactoryUser("admin") { Password = NewPassword(), IsAdmin = true };
        Users.AddRange([Admin, new ArtifactoryUser(ArtifactoryIdentity.AnonymousName) { IsPasswordDisabled = true }]);
        Groups.Add(new ArtifactoryGroup("readers") { Description = "A group for read-only users", AutoJoin = true });
        if (settings.AnonymousAccess)
        {
            PermissionTargets.Add(new ArtifactoryPermission("Anything") { Repositories = ["ANY"], Users = new Dictionary<string, IReadOnlyList<string>> { [ArtifactoryIdentity.AnonymousName] = ["read"] } });
        }

        Logins = new LoginService(this);
        TokenStore = new TokenStore(this);
        DockerTokens = new DockerTokens(this);
        Storage = new StorageRegistry(settings.WithStorage);
        Repositories.Add(new ArtifactoryRepository("example-repo-local", RepositoryClass.Local, "generic") { Description = "Example artifactory repository" });
    }

    public FakeArtifactorySettings Settings { get; }

    public ArtifactoryFeatures Features { get; }

    public Lock Gate { get; } = new();

    public string Id { get; }

    public string NodeId { get; }

    /// <summary>As in <c>jfrt@01…</c>.</summary>
    public string ServiceId { get; }

    /// <summary>The built-in admin; his password is made for this fake.</summary>
    public ArtifactoryUser Admin { get; }

    public List<ArtifactoryUser> Users { get; } = [];

    public List<ArtifactoryGroup> Groups { get; } = [];

    public List<ArtifactoryPermission> PermissionTargets { get; } = [];

    public List<ArtifactoryRepository> Repositories { get; } = [];

    public List<ArtifactorySubscription> Subscriptions { get; } = [];

    public DateTimeOffset Now => Settings.Time.GetUtcNow();

    internal LoginService Logins { get; }

    internal TokenStore TokenStore { get; }

    internal DockerTokens DockerTokens { get; }

    /// <summary>What keeps what is pushed.</summary>
    internal StorageRegistry Storage { get; }

    /// <summary>Digests of manifests that a scanner keeps from being pulled.</summary>
    internal HashSet<string> Blocked { get; } = [];

    /// <summary>Where it listens, with the context path and without a trailing slash.</summary>
    public string MainUrl { get; internal set; } = "";

    /// <summary>Where the path method always works.</summary>
    internal int PushPort { get; set; }

    /// <summary>Repositories by the port that is theirs alone.</summary>
    internal Dictionary<int, string> Ports { get; } = [];

    /// <summary>Something was pushed or deleted; heard while <see cref="Gate"/> is held.</summary>
    internal event Action<ArtifactoryEvent>? Happened;

    /// <summary>A password that nobody knows.</summary>
    public static string NewPassword() => "Aa1" + RandomNumberGenerator.GetString(Letters, 29);

    internal void Tell(ArtifactoryEvent happened) => Happened?.Invoke(happened);

    internal ArtifactoryUser? FindUser(string name) => Users.Find(user => user.Name == name);

    internal ArtifactoryGroup? FindGroup(string name) => Groups.Find(group => group.Name == name);

    /// <summary>By himself or by a group.</summary>
    internal bool IsAdmin(ArtifactoryUser user) => user.IsAdmin || Groups.Exists(group => group.AdminPrivileges && user.Groups.Contains(group.Name));

    /// <summary>By key; the key of a remote's cache finds the remote.</summary>
    internal ArtifactoryRepository? FindRepository(string key) => Repositories.Find(repository => repository.Key == key)
        ?? Repositories.Find(repository => repository.Class == RepositoryClass.Remote && repository.StorageKey == key);

    /// <summary>The repositories behind one, itself unless it is virtual: local ones first, as they are asked.</summary>
    internal IReadOnlyList<ArtifactoryRepository> Behind(ArtifactoryRepository repository)
    {
        var (found, seen) = (new List<ArtifactoryRepository>(), new HashSet<string>());
        Add(repository);
        return [.. found.OrderBy(each => each.Class == RepositoryClass.Remote)];

        void Add(ArtifactoryRepository each)
        {
            if (!seen.Add(each.Key))
            {
                return;
            }

            if (each.Class != RepositoryClass.Virtual)
            {
                found.Add(each);
            }

            foreach (var member in each.Members.Select(FindRepository).OfType<ArtifactoryRepository>())
            {
                Add(member);
            }
        }
    }

    /// <summary>Its own address with the context path, without a trailing slash: as the proxy in front says, as configured, or as it was asked.</summary>
    internal string BaseUrl(HttpRequest request) =>
        request.Headers[Features.IsSeven ? "X-JFrog-Override-Base-Url" : "X-Artifactory-Override-Base-Url"].ToString() is { Length: > 0 } given
            ? given.TrimEnd('/') + (Features.IsSeven && !given.TrimEnd('/').EndsWith(Settings.ContextPath, StringComparison.Ordinal) ? Settings.ContextPath : "")
            : Settings.BaseUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.Value}{Settings.ContextPath}";

    /// <summary>State that an area keeps for itself, made with the first use.</summary>
    internal T Area<T>()
        where T : class, new() => (T)areas.GetOrAdd(typeof(T), _ => new T());
}
