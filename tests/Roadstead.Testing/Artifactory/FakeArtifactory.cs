using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Roadstead.Testing.Artifactory.Docker;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;
using Roadstead.Testing.Artifactory.Security;
using Roadstead.Testing.Artifactory.Tokens;
using Roadstead.Testing.Artifactory.Webhooks;
using Roadstead.Testing.Faults;

namespace Roadstead.Testing.Artifactory;

/// <summary>
/// A JFrog Artifactory on a loopback port, with a real docker-registry behind its docker API. It was built from documentation, client code and issue threads, no real one was at hand: its README says what is a guess.
/// </summary>
public sealed class FakeArtifactory : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DockerFront docker;
    private readonly ArtifactoryCallLog calls;
    private readonly Dictionary<string, string> hosts = [];
    private readonly Uri pushAddress;

    private FakeArtifactory(WebApplication app, ArtifactoryState state, DockerFront docker, FaultSet faults, ArtifactoryCallLog calls)
    {
        (this.app, State, this.docker, Faults, this.calls) = (app, state, docker, faults, calls);
        Webhooks = new ArtifactoryWebhooks(state);
        var addresses = app.Urls.Select(url => new Uri(url)).ToList();
        Root = addresses[0];
        Url = new Uri(Root, state.Settings.ContextPath is { Length: > 0 } context ? context : "/");
        state.MainUrl = Url.AbsoluteUri.TrimEnd('/');
        (pushAddress, state.PushPort) = (addresses[1], addresses[1].Port);
        foreach (var (key, address) in state.Settings.PortRepositories.Zip(addresses.Skip(2)))
        {
            (state.Ports[address.Port], hosts[key]) = (key, address.Authority);
        }
    }

    /// <summary>The REST base: <c>http[s]://127.0.0.1:port/artifactory</c>.</summary>
    public Uri Url { get; }

    /// <summary>The same without the context path: <c>http[s]://127.0.0.1:port/</c>.</summary>
    public Uri Root { get; }

    /// <summary>host:port, as in the name of an image.</summary>
    public string Host => Root.Authority;

    /// <summary>The built-in admin; the password is made for this instance.</summary>
    public ArtifactoryCredentials Admin => new(State.Admin.Name, State.Admin.Password);

    public ArtifactoryState State { get; }

    public FaultSet Faults { get; }

    public ArtifactoryWebhooks Webhooks { get; }

    /// <summary>Every call, oldest first.</summary>
    public IReadOnlyList<ArtifactoryCallRecord> Calls => calls.All;

    /// <summary>The repositories as they are now.</summary>
    public IReadOnlyList<ArtifactoryRepository> Repositories => Locked<ArtifactoryRepository[]>(() => [.. State.Repositories]);

    public IReadOnlyList<ArtifactoryUser> Users => Locked<ArtifactoryUser[]>(() => [.. State.Users]);

    public IReadOnlyList<ArtifactoryGroup> Groups => Locked<ArtifactoryGroup[]>(() => [.. State.Groups]);

    public IReadOnlyList<ArtifactoryPermission> Permissions => Locked<ArtifactoryPermission[]>(() => [.. State.PermissionTargets]);

    /// <summary>The access tokens that are kept and still count; those too short-lived to be kept are not among them.</summary>
    public IReadOnlyList<ArtifactoryToken> Tokens => Locked(() => State.TokenStore.Stored);

    /// <summary>Who is told of events.</summary>
    public IReadOnlyList<ArtifactorySubscription> Subscriptions => Locked<ArtifactorySubscription[]>(() => [.. State.Subscriptions]);

    public static async Task<FakeArtifactory> StartAsync(FakeArtifactorySettings? settings = null)
    {
        settings ??= new FakeArtifactorySettings();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Blobs may have any size; what the API itself takes is bounded where it is read.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;

            // Its own address, one that images are pushed by whatever the access method is, and those of single repositories.
            int[] ports = [settings.Port ?? FreePort.Next(), FreePort.Next(), .. settings.PortRepositories.Select(_ => FreePort.Next())];
            foreach (var port in ports)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    if (settings.Certificate is { } certificate)
                    {
                        listen.UseHttps(certificate);
                    }
                });
            }
        });
        var app = builder.Build();
        var state = new ArtifactoryState(settings);
        var (docker, faults, calls) = (new DockerFront(state), new FaultSet(), new ArtifactoryCallLog());
        app.Run(new ArtifactoryPipeline(state, docker, faults, calls).HandleAsync);
        await app.StartAsync();
        return new FakeArtifactory(app, state, docker, faults, calls);
    }

    /// <summary>How often a method and path was called, as in <c>GET /api/repositories/{key}</c>; see <see cref="ArtifactoryCallRecord.Template"/>.</summary>
    public int Count(string template) => calls.All.Count(call => call.Template == template);

    /// <summary>host:port of a repository of <see cref="FakeArtifactorySettings.PortRepositories"/>.</summary>
    public string HostOf(string key) => hosts[key];

    /// <summary>A user with a password of his own; groups that are not there are made.</summary>
    public ArtifactoryCredentials CreateUser(string name, bool isAdmin = false, params IReadOnlyList<string> groups) => Locked(() =>
    {
        var user = new ArtifactoryUser(name) { Password = ArtifactoryState.NewPassword(), IsAdmin = isAdmin };
        user.Groups.UnionWith(groups);
        State.Groups.AddRange(groups.Where(group => State.FindGroup(group) is null).Select(group => new ArtifactoryGroup(group)));
        State.Users.Add(user);
        return new ArtifactoryCredentials(name, user.Password);
    });

    public ArtifactoryGroup CreateGroup(string name) => Locked(() =>
    {
        var group = new ArtifactoryGroup(name);
        State.Groups.Add(group);
        return group;
    });

    /// <summary>Gives a user an API key.</summary>
    public string CreateApiKey(string user) => Locked(() => State.FindUser(user)!.ApiKey = "AKCp8" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 68));

    /// <summary>An access token that never expires; without a scope, with what the user may.</summary>
    public ArtifactoryToken CreateToken(string user, params IReadOnlyList<string> scope) =>
        Locked(() => State.TokenStore.Create(user, scope.Count == 0 ? "applied-permissions/user" : string.Join(' ', scope), life: null, reference: State.Features.ReferenceTokens));

    /// <summary>Takes a token away, as an admin would.</summary>
    public void RevokeToken(ArtifactoryToken token) => Locked(() =>
    {
        State.TokenStore.Revoke(token);
        return true;
    });

    public ArtifactoryRepository AddLocal(string key, string packageType = "docker") => Add(new ArtifactoryRepository(key, RepositoryClass.Local, packageType));

    public ArtifactoryRepository AddFederated(string key, string packageType = "docker") => Add(new ArtifactoryRepository(key, RepositoryClass.Federated, packageType));

    /// <summary>A remote repository: what is pulled from it is fetched from there and kept in <c>key-cache</c>.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="upstreamUrl">Address of a registry with <c>/v2/</c> below it: another registry's root, or <c>.../api/docker/key</c> of an Artifactory.</param>
    /// <param name="login">Login there; null for none.</param>
    /// <param name="packageType">docker or oci.</param>
    public ArtifactoryRepository AddRemote(string key, string upstreamUrl, ArtifactoryCredentials? login = null, string packageType = "docker") =>
        Add(new ArtifactoryRepository(key, RepositoryClass.Remote, packageType) { Upstream = new Uri(upstreamUrl), UpstreamLogin = login });

    /// <summary>A virtual repository; pushes to it go to the first local member.</summary>
    public ArtifactoryRepository AddVirtual(string key, params IReadOnlyList<string> members) => Locked(() =>
    {
        var first = members.Select(State.FindRepository).FirstOrDefault(member => member is { Class: RepositoryClass.Local or RepositoryClass.Federated });
        var packageType = members.Select(State.FindRepository).FirstOrDefault()?.PackageType ?? "docker";
        var repository = new ArtifactoryRepository(key, RepositoryClass.Virtual, packageType) { DefaultDeploymentRepository = first?.Key };
        repository.Members.AddRange(members);
        State.Repositories.Add(repository);
        return repository;
    });

    /// <summary>Puts images into a local repository without a push; needs no storage, and they can be pulled. The repository is made when it is not there.</summary>
    /// <param name="name"><c>key/path</c>.</param>
    /// <param name="tags">Tags; each has an image of its own.</param>
    public ArtifactoryImage AddRepository(string name, params IReadOnlyList<string> tags) => Locked(() =>
    {
        var (key, path) = Split(name);
        var repository = EnsureLocal(key);
        foreach (var tag in tags)
        {
            ImageIntake.Add(State, repository, path, tag, State.Area<ImageContents>().Make(repository.Key, path, tag), State.Admin.Name);
        }

        return repository.Image(path);
    });

    /// <summary>Takes a tag away, as an admin would.</summary>
    public void RemoveTag(string name, string tag) => Locked(() =>
    {
        var (key, path) = Split(name);
        var repository = State.FindRepository(key)!;
        ImageIntake.Remove(State, repository, repository.Images[path], [tag], State.Admin.Name);
        return true;
    });

    /// <summary>Keeps an image from being pulled, as Xray does by a policy: 403 from its own repository, 404 from a virtual one.</summary>
    /// <param name="digest">Digest of its manifest.</param>
    public void Block(string digest) => Locked(() => State.Blocked.Add(digest));

    /// <summary>Pushes an image for real through the docker API, as the admin; a local repository is made when there is none.</summary>
    /// <param name="repository"><c>key/path</c>.</param>
    /// <param name="tag">Tag.</param>
    /// <param name="image">What is in it; null for a small one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PushedImage> PushAsync(string repository, string tag, TestImage? image = null, CancellationToken cancellationToken = default)
    {
        Locked(() => EnsureLocal(Split(repository).Key));
        using var images = Images();
        return await images.PushAsync(repository, tag, image, cancellationToken);
    }

    /// <summary>A client that pushes <c>key/path</c>, whatever the access method is, as the admin unless another login is given.</summary>
    public TestImages Images(ArtifactoryCredentials? login = null) => new(pushAddress, (login ?? Admin).Username, (login ?? Admin).Password);

    /// <summary>Lets a group, or a user when no group has the name, do something in a repository by a permission target of its own.</summary>
    /// <param name="principal">Name of a group or user; a user is made known by <see cref="CreateUser"/>.</param>
    /// <param name="repository">Key, or ANY.</param>
    /// <param name="patterns">Ant patterns, separated by commas.</param>
    /// <param name="actions">read, write, annotate, delete, manage, separated by commas.</param>
    public ArtifactoryPermission Grant(string principal, string repository, string patterns = "**", string actions = "read") => Locked(() =>
    {
        var given = new Dictionary<string, IReadOnlyList<string>> { [principal] = actions.Split(',', StringSplitOptions.TrimEntries) };
        var isGroup = State.FindGroup(principal) is not null;
        var target = new ArtifactoryPermission($"{principal}-{repository}-{State.PermissionTargets.Count}")
        {
            Repositories = [repository],
            Includes = patterns.Split(',', StringSplitOptions.TrimEntries),
            Groups = isGroup ? given : [],
            Users = isGroup ? [] : given,
        };
        State.PermissionTargets.Add(target);
        return target;
    });

    public async ValueTask DisposeAsync()
    {
        // Answers that never end are cut off: nobody waits for them any more.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        docker.Dispose();
        await Webhooks.DisposeAsync();
        await State.Storage.DisposeAsync();
    }

    private static (string Key, string Path) Split(string name)
    {
        var at = name.IndexOf('/', StringComparison.Ordinal);
        return at > 0 ? (name[..at], name[(at + 1)..]) : throw new ArgumentException("Not key/path.", nameof(name));
    }

    private ArtifactoryRepository EnsureLocal(string key)
    {
        if (State.FindRepository(key) is { } there)
        {
            return there;
        }

        var made = new ArtifactoryRepository(key, RepositoryClass.Local, "docker");
        State.Repositories.Add(made);
        return made;
    }

    private ArtifactoryRepository Add(ArtifactoryRepository repository) => Locked(() =>
    {
        State.Repositories.Add(repository);
        return repository;
    });

    private T Locked<T>(Func<T> work)
    {
        lock (State.Gate)
        {
            return work();
        }
    }
}
