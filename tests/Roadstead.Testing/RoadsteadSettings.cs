namespace Roadstead.Testing;

/// <summary>How a server in a process of its own is set up.</summary>
public sealed record RoadsteadSettings
{
    /// <summary>Password of the first admin.</summary>
    public string AdminPassword { get; init; } = "correct horse battery staple";

    /// <summary>Further environment variables, or other values for those that are set anyway.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Told every answer to its API clients; null for nothing.</summary>
    public Action<string, ApiAnswer>? Answered { get; init; }

    /// <summary>How long it may take until it is ready. A machine that does much else is slow.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}
