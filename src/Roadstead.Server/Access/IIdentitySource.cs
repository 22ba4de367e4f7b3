using System.Collections.Immutable;

namespace Roadstead.Server.Access;

/// <summary>Where the doors take pull identities of namespaces from. Safe for any number of threads.</summary>
public interface IIdentitySource
{
    /// <summary>The account of this name, as of the newest publication; null when there is none.</summary>
    PullAccount? FindAccount(string account);

    /// <summary>The newest account of a namespace; null when it has none.</summary>
    PullAccount? FindAccount(string cluster, string ns);

    /// <summary>The accounts of every namespace of a workspace in this cluster, by namespace, the newest generation first. Empty for an unknown cluster.</summary>
    IReadOnlyDictionary<string, ImmutableArray<PullAccount>> AccountsOf(string cluster);
}
