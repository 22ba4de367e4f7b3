namespace Roadstead.Server.Access;

/// <summary>Where the doors take pull identities of namespaces from. Safe for any number of threads.</summary>
public interface IIdentitySource
{
    /// <summary>The account of this name, as of the newest publication; null when there is none.</summary>
    PullAccount? FindAccount(string account);

    /// <summary>The newest account of a namespace; null when it has none. Looks through all: for explanations, not for every pull.</summary>
    PullAccount? FindAccount(string cluster, string ns);
}
