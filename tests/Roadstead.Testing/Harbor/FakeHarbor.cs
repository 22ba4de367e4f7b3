using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Registry;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Robots;
using Roadstead.Testing.Harbor.Scans;
using Roadstead.Testing.Harbor.Systems;
using Roadstead.Testing.Harbor.Users;
using Roadstead.Testing.Harbor.Webhooks;

namespace Roadstead.Testing.Harbor;

/// <summary>
/// A Harbor on a loopback port that does what the real one was seen to do, its traps above all, with a real docker-registry behind it.
/// It was built from measurements, and a test replays recorded exchanges of real Harbors against it.
/// </summary>
public sealed class FakeHarbor : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RegistryTokens tokens;
    private readonly CallLog calls;

    private FakeHarbor(WebApplication app, HarborState state, RegistryTokens tokens, FaultSet faults, CallLog calls)
    {
        (this.app, State, this.tokens, Faults, this.calls) = (app, state, tokens, faults, calls);
        Webhooks = new HarborWebhooks(state);
        Url = new Uri(app.Urls.Single());
    }

    /// <summary>Where it listens: <c>http[s]://127.0.0.1:port/</c>.</summary>
    public Uri Url { get; }

    /// <summary>host:port, as in the name of an image.</summary>
    public string Host => Url.Authority;

    /// <summary>The built-in admin; the password is made for this instance.</summary>
    public HarborCredentials Admin => new("admin", State.Users.Admin.Password);

    public HarborState State { get; }

    public FaultSet Faults { get; }

    public HarborWebhooks Webhooks { get; }

    public HarborComponents Components => State.Components;

    public HarborConfiguration Configuration => State.Configuration;

    /// <summary>The robots as they are now.</summary>
    public IReadOnlyList<RobotState> Robots => Locked<RobotState[]>(() => [.. State.Robots.All]);

    public IReadOnlyList<ProjectState> Projects => Locked<ProjectState[]>(() => [.. State.Projects.All]);

    /// <summary>Every call, oldest first.</summary>
    public IReadOnlyList<HarborCallRecord> Calls => calls.All;

    public static async Task<FakeHarbor> StartAsync(FakeHarborSettings? settings = null)
    {
        settings ??= new FakeHarborSettings();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Blobs may have any size; what the API itself takes is bounded where it is read.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.Port ?? FreePort.Next(), listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (settings.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var app = builder.Build();
        var state = new HarborState(settings);
        var tokens = new RegistryTokens(state);
        var (faults, calls) = (new FaultSet(), new CallLog());
        app.Run(new HarborPipeline(state, new RegistryFront(state, tokens), tokens, faults, calls).HandleAsync);
        await app.StartAsync();
        var harbor = new FakeHarbor(app, state, tokens, faults, calls);
        state.ExternalUrl = settings.ExternalUrl ?? harbor.Url.AbsoluteUri.TrimEnd('/');
        return harbor;
    }

    /// <summary>How often a method and path was called, as in <c>GET /projects/{project}</c>.</summary>
    public int Count(string template) => calls.All.Count(call => call.Template == template);

    /// <summary>A user with a password of his own.</summary>
    public HarborCredentials CreateUser(string username, bool isAdmin = false)
    {
        var password = UserStore.NewPassword();
        Locked(() => State.Users.Create(username, password).IsAdmin = isAdmin);
        return new HarborCredentials(username, password);
    }

    /// <summary>A project of the admin.</summary>
    public ProjectState CreateProject(string name, bool isPublic = false, long storageLimitBytes = -1) => Locked(() =>
        State.Projects.Create(name, State.Users.Admin, new Dictionary<string, string> { ["public"] = isPublic ? "true" : "false" }, storageLimitBytes));

    /// <summary>Gives a user a role: 1 project admin, 2 developer, 3 guest, 4 maintainer, 5 limited guest.</summary>
    public void AddMember(string project, string username, int roleId) => Locked(() =>
    {
        State.Projects.Find(project)!.Members.Add(new MemberState(State.Projects.NextMember(), State.Users.Find(username)!, roleId));
        return true;
    });

    /// <summary>A robot, as if an admin had made it: of a project, or of the system when no project is given.</summary>
    public HarborCredentials CreateRobot(string name, string? project, params IReadOnlyList<RobotPermission> permissions) => Locked(() =>
    {
        var robot = new RobotState(State.Robots.NextId(), name, project is null ? null : State.Projects.Find(project), RobotStore.NewSecret(), State.Now) { Permissions = permissions };
        robot.SetDuration(-1);
        State.Robots.Add(robot);
        return new HarborCredentials(State.Robots.FullName(robot), robot.Secret);
    });

    /// <summary>Puts a repository with an image of each tag into the state without a push; needs no storage, and can be pulled. The project is made when it is not there.</summary>
    /// <param name="name">Full name, <c>project/path</c>.</param>
    /// <param name="tags">Tags; each has an artifact of its own.</param>
    public RepositoryState AddRepository(string name, params IReadOnlyList<string> tags) => Locked(() =>
    {
        var at = name.IndexOf('/', StringComparison.Ordinal);
        var project = State.Projects.Find(name[..at]) ?? State.Projects.Create(name[..at], State.Users.Admin);
        foreach (var tag in tags)
        {
            var artifact = SyntheticImages.Add(State, project, name[(at + 1)..], tag);
            State.Tell(new HarborEvent("PUSH_ARTIFACT", "admin", project.Id, artifact.Repository, artifact.Digest, tag));
        }

        return project.Find(name[(at + 1)..])!;
    });

    /// <summary>Pushes an image for real, as the admin; the project is made when it is not there.</summary>
    /// <param name="repository">Full name, <c>project/path</c>.</param>
    /// <param name="tag">Tag.</param>
    /// <param name="image">What is in it; null for a small one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PushedImage> PushAsync(string repository, string tag, TestImage? image = null, CancellationToken cancellationToken = default)
    {
        var project = repository.Split('/')[0];
        Locked(() => State.Projects.Find(project) ?? State.Projects.Create(project, State.Users.Admin));
        using var images = Images();
        return await images.PushAsync(repository, tag, image, cancellationToken);
    }

    /// <summary>A client that pushes, as the admin unless another login is given.</summary>
    public TestImages Images(HarborCredentials? login = null) => new(Url, (login ?? Admin).Username, (login ?? Admin).Password);

    /// <summary>Sets what a scanner found in an artifact, and registers a scanner when there is none.</summary>
    public void SetScan(string digest, ScanState scan) => Locked(() =>
    {
        State.HasScanner = true;
        return State.Scans[digest] = scan;
    });

    /// <summary>Writes down the times and numbers of pulls now, however long that would take by <see cref="FakeHarborSettings.PullDelay"/>.</summary>
    public void WritePulls() => Locked(() =>
    {
        State.Pulls.WriteAll();
        return true;
    });

    /// <summary>Lets every execution say that it is over, however long that would take by <see cref="FakeHarborSettings.ExecutionDelay"/>.</summary>
    public void SettleExecutions() => Locked(() => State.Area<JobStore>().SettledAt = State.Now);

    public async ValueTask DisposeAsync()
    {
        // Answers that never end are cut off: nobody waits for them any more.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        await Webhooks.DisposeAsync();
        await State.Storage.DisposeAsync();
        tokens.Dispose();
    }

    private T Locked<T>(Func<T> work)
    {
        lock (State.Gate)
        {
            return work();
        }
    }
}
