namespace Roadstead.Server.Access;

/// <summary>Where the doors take pull identities of namespaces from. Safe for any number of threads.</summary>
public interface IIdentitySource
{
    /// <summary>The account of this name, as of the newest publication; null when there is none.</summary>
    PullAccount? FindAccount(string account);
}
