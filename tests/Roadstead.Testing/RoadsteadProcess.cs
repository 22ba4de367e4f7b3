using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Roadstead.Testing;

/// <summary>The built server in a process of its own, on a loopback port and a data directory that it keeps when it is started again. Loopback registries are allowed.</summary>
public sealed class RoadsteadProcess : IAsyncDisposable
{
    // Compiled to machine code where the project does that (it starts in half the time), else as it was built.
    private static readonly string Program = new[] { "server/roadstead-server.dll", "roadstead-server.dll" }
        .Select(path => Path.Combine(AppContext.BaseDirectory, path)).First(File.Exists);

    private readonly RoadsteadSettings settings;
    private readonly TempDirectory directory = new();
    private readonly List<ApiClient> clients = [];
    private Process? process;
    private ApiClient? admin;

    private RoadsteadProcess(RoadsteadSettings settings)
    {
        this.settings = settings;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        Anonymous = Client(null);
    }

    public Uri Url { get; }

    /// <summary>The gateway's host[:port].</summary>
    public string GatewayHost => Url.Authority;

    public string DataDirectory => directory.File("data");

    public string Database => Path.Combine(DataDirectory, "roadstead.db");

    public int ProcessId => process!.Id;

    /// <summary>All that it wrote to standard output and error, over all starts.</summary>
    public string Output => Read("stdout") + Read("stderr");

    /// <summary>No token.</summary>
    public ApiClient Anonymous { get; }

    /// <summary>The platform admin, by an API token.</summary>
    public ApiClient Admin => admin ?? throw new InvalidOperationException("The admin has not signed in.");

    /// <summary>The admin's API token.</summary>
    public string AdminToken { get; private set; } = "";

    /// <summary>Starts it, waits until it is ready, and signs the admin in.</summary>
    public static async Task<RoadsteadProcess> StartAsync(RoadsteadSettings? settings, CancellationToken cancellationToken)
    {
        var server = new RoadsteadProcess(settings ?? new RoadsteadSettings());
        try
        {
            await server.StartAgainAsync(cancellationToken);
            await server.SignInAdminAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A server that is not started yet.</summary>
    public static RoadsteadProcess Prepare(RoadsteadSettings? settings = null) => new(settings ?? new RoadsteadSettings());

    /// <summary>Starts it on the data that is there; returns how long it took until it was ready.</summary>
    public async Task<TimeSpan> StartAgainAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        Launch();
        await ReadyAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public void Launch()
    {
        process?.Dispose();

        // The shell only opens the files: exec leaves the server under the shell's process id.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$STDOUT\" 2>>\"$STDERR\"", "sh", InstalledProgram.Find("dotnet", "dotnet-sdk-10.0"), Program])
        {
            WorkingDirectory = directory.Path,
        };
        var variables = new Dictionary<string, string>
        {
            ["STDOUT"] = directory.File("stdout"),
            ["STDERR"] = directory.File("stderr"),
            ["ROADSTEAD_URLS"] = Url.GetLeftPart(UriPartial.Authority),
            ["ROADSTEAD_DATA_DIR"] = DataDirectory,
            ["ROADSTEAD_ADMIN_PASSWORD"] = settings.AdminPassword,
            ["ROADSTEAD_ALLOWED_NETWORKS"] = "127.0.0.0/8,::1/128",
            ["ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS"] = "127.0.0.0/8,::1/128",

            // It lives for seconds: counting what it does, to compile that anew and better, never pays.
            ["DOTNET_TieredPGO"] = "0",
        };
        foreach (var (name, value) in variables.Concat(settings.Environment))
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () =>
        {
            if (process!.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{Output}");
            }

            try
            {
                return (await Anonymous.GetAsync("/healthz/ready", cancellationToken)).Status == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        $"the server is ready at {Url}",
        cancellationToken,
        settings.ReadyWithin);

    /// <summary>A client with a new API token of this user.</summary>
    public async Task<ApiClient> SignInAsync(string user, string password, CancellationToken cancellationToken) =>
        Client(await TokenAsync(user, password, cancellationToken));

    /// <summary>A new API token of this user.</summary>
    public async Task<string> TokenAsync(string user, string password, CancellationToken cancellationToken)
    {
        using var basic = new ApiClient(Url, ApiClient.Basic(user, password), settings.Answered);
        return (await basic.PostAsync("/api/v1/tokens", new { name = "main", expiresInDays = 1 }, cancellationToken))["token"]!.GetValue<string>();
    }

    /// <summary>Signs the admin in by password.</summary>
    public async Task SignInAdminAsync(CancellationToken cancellationToken)
    {
        AdminToken = await TokenAsync("admin", settings.AdminPassword, cancellationToken);
        admin = Client(AdminToken);
    }

    /// <summary>A client with this token; null for none. It goes with the server.</summary>
    public ApiClient Client(string? token)
    {
        var client = new ApiClient(Url, token is null ? null : ApiClient.Bearer(token), settings.Answered);
        clients.Add(client);
        return client;
    }

    /// <summary>Stops the process where it is, in the midst of an instruction; it only ever ends from there.</summary>
    public void Freeze() => ProcessSignal.Send(process!, ProcessSignal.Stop);

    /// <summary>Waits until the last of its threads has stopped, so that one can look at what it holds.</summary>
    public Task StandsStillAsync(CancellationToken cancellationToken) => Eventually.TrueAsync(() => State() is 'T' or 'X' or 'Z', "the server stands still", cancellationToken);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a supervisor ends it; returns its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        ProcessSignal.Send(process!, ProcessSignal.Terminate);
        await process!.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
        clients.ForEach(client => client.Dispose());
        directory.Dispose();
    }

    // The state is the first field after the name, which stands in parentheses and may hold anything.
    private char State()
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process!.Id}/stat"));
        return stat[stat.LastIndexOf(')') + 2];
    }

    private string Read(string name) => File.Exists(directory.File(name)) ? File.ReadAllText(directory.File(name)) : "";
}
