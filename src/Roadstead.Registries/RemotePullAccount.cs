namespace Roadstead.Registries;

/// <summary>An account for pulling, as the registry shows it.</summary>
/// <param name="Id">Its id at the registry.</param>
/// <param name="Name">Its own name, without the registry's prefix.</param>
/// <param name="Login">The user name that it signs in with, the registry's prefix included. The prefix may change at any time, and with it this.</param>
/// <param name="Spaces">The spaces that it may pull from.</param>
/// <param name="IsPullOnly">False when it may do anything besides pulling from <paramref name="Spaces"/>: somebody widened it.</param>
/// <param name="IsEnabled">False when it was closed.</param>
/// <param name="ExpiresAt">When it ends, or ended; null: never.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record RemotePullAccount(
    string Id,
    string Name,
    string Login,
    IReadOnlyList<string> Spaces,
    bool IsPullOnly,
    bool IsEnabled,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset CreatedAt)
{
    /// <summary>Spaces inside <see cref="Spaces"/> that it may not pull from.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Both together.</summary>
    public PullRights Rights => PullRights.Of(Spaces, Except);

    /// <summary>What it says of itself for people; an update keeps it. Null for nothing.</summary>
    public string? Description { get; init; }
}
