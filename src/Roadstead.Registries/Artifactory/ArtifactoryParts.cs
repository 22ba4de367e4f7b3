using Microsoft.Extensions.Logging;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>A driver's parts, which share one session.</summary>
internal sealed class ArtifactoryParts : IDisposable
{
    private volatile ArtifactoryStanding? standing;

    public ArtifactoryParts(DistributionClient distribution, ILogger logger)
    {
        Distribution = distribution;
        var connection = new ArtifactoryConnection(distribution.Connection);
        var session = new ArtifactorySession(connection);
        distribution.Connection.Dialect = session;
        Client = new ArtifactoryClient(connection, session);
        Storage = new ArtifactoryStorage(Client);
        Spaces = new ArtifactorySpaces(Client, Storage);
        Repositories = new ArtifactoryRepositories(Spaces, new ArtifactoryNames(distribution.Connection, session), distribution.Connection.Options, logger);
        Content = new ArtifactoryContent(distribution, session);
        Listing = new ArtifactoryListing(Spaces, Repositories, new ArtifactorySearch(Client));
        Accounts = new ArtifactoryPullAccounts(Client, Spaces);
        Subscriptions = new ArtifactorySubscriptions(Client, Spaces);
        Capabilities = [Spaces, Listing, Accounts, Subscriptions, new ArtifactoryDeletion(Client, Spaces, Listing, Content)];
    }

    public DistributionClient Distribution { get; }

    public ArtifactoryClient Client { get; }

    public ArtifactoryStorage Storage { get; }

    public ArtifactorySpaces Spaces { get; }

    public ArtifactoryRepositories Repositories { get; }

    public ArtifactoryListing Listing { get; }

    public ArtifactoryContent Content { get; }

    public ArtifactoryPullAccounts Accounts { get; }

    public ArtifactorySubscriptions Subscriptions { get; }

    /// <summary>What implements capabilities.</summary>
    public IReadOnlyList<object> Capabilities { get; }

    /// <summary>What the login may do, as the last full check found it; null before.</summary>
    public ArtifactoryStanding? Standing
    {
        get => standing;
        set => standing = value;
    }

    public void Dispose()
    {
        Client.Session.Dispose();
        Distribution.Dispose();
    }
}
