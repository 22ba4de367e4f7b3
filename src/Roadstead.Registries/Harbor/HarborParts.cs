using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>A driver's parts, which share one session.</summary>
internal sealed class HarborParts : IDisposable
{
    private volatile HarborStanding? standing;

    public HarborParts(DistributionClient distribution)
    {
        Distribution = distribution;
        var connection = new HarborConnection(distribution.Connection);
        Client = new HarborClient(connection, new HarborSession(connection));
        Spaces = new HarborSpaces(Client);
        Repositories = new HarborRepositories(Client, Spaces);
        Content = new HarborContent(distribution, Client.Session, Repositories);
        Totals = new HarborTotals(Client, Spaces);
        Accounts = new HarborPullAccounts(Client);
        Capabilities = [Spaces, Repositories, Totals, Accounts, new HarborSubscriptions(Client, Spaces), new HarborDeletion(Client, Repositories), new HarborScanning(Client, Repositories)];
    }

    public DistributionClient Distribution { get; }

    public HarborClient Client { get; }

    public HarborSpaces Spaces { get; }

    public HarborRepositories Repositories { get; }

    public HarborContent Content { get; }

    public HarborTotals Totals { get; }

    public HarborPullAccounts Accounts { get; }

    /// <summary>What implements capabilities.</summary>
    public IReadOnlyList<object> Capabilities { get; }

    /// <summary>What the login may do, as the last full check found it; null before.</summary>
    public HarborStanding? Standing
    {
        get => standing;
        set => standing = value;
    }

    /// <summary>All tags; by name alone where the login may pull and not list.</summary>
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        try
        {
            return await Repositories.ListTagsAsync(repository, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Denied)
        {
            return await Content.ListTagsAsync(repository, cancellationToken);
        }
    }

    public void Dispose()
    {
        Client.Session.Dispose();
        Distribution.Dispose();
    }
}
