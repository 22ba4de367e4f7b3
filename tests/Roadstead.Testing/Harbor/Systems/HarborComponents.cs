namespace Roadstead.Testing.Harbor.Systems;

/// <summary>The parts of Harbor that can be down, and what /health says of them, which may be old.</summary>
public sealed class HarborComponents
{
    private readonly HarborState state;
    private readonly Dictionary<string, string> down = [];
    private Dictionary<string, string> seen = [];
    private DateTimeOffset seenAt;

    internal HarborComponents(HarborState state) => this.state = state;

    public static IReadOnlyList<string> Names { get; } = ["core", "database", "jobservice", "portal", "redis", "registry", "registryctl"];

    /// <summary>Takes a part down: "core" leaves only the proxy's 502, "registry" breaks /v2, "jobservice" all that runs in the background.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="error">What /health tells about it.</param>
    public void TakeDown(string name, string error = "failed to check health: dial tcp 127.0.0.1:5000: connect: connection refused")
    {
        lock (state.Gate)
        {
            down[Names.Contains(name) ? name : throw new ArgumentException($"Harbor has no part {name}.", nameof(name))] = error;
        }
    }

    public void BringUp(string name)
    {
        lock (state.Gate)
        {
            down.Remove(name);
        }
    }

    public bool IsDown(string name)
    {
        lock (state.Gate)
        {
            return down.ContainsKey(name);
        }
    }

    /// <summary>Looks at once what is down now.</summary>
    public void Refresh()
    {
        lock (state.Gate)
        {
            (seen, seenAt) = (new Dictionary<string, string>(down), state.Now);
        }
    }

    /// <summary>What was wrong at the last look, by name of the part.</summary>
    internal IReadOnlyDictionary<string, string> Look()
    {
        if (state.Now - seenAt >= state.Settings.HealthInterval)
        {
            (seen, seenAt) = (new Dictionary<string, string>(down), state.Now);
        }

        return seen;
    }
}
