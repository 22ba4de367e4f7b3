using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roadstead.Server.Access;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities;

/// <summary>Writes down what pull secrets should hold, from what is published. Content is made when it is asked for and never kept.</summary>
internal sealed class PullSecretContents(IIdentitySource identities, IRegistryAccountSource registryAccounts, DockerConfig configs, GatewayAccounts accounts, Installation installation) : IPullSecretContents
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Installation => installation.Id;

    public IReadOnlyDictionary<string, PullSecretMark> MarksOf(string cluster)
    {
        var texts = new Dictionary<Guid, (string Hosts, string Identities)>();
        var marks = new Dictionary<string, PullSecretMark>(StringComparer.Ordinal);
        foreach (var (ns, generations) in identities.AccountsOf(cluster))
        {
            var newest = generations[0];
            if (!texts.TryGetValue(newest.WorkspaceId, out var text))
                texts[newest.WorkspaceId] = text = (string.Join(' ', configs.HostsOf(newest.WorkspaceId)), Identities(newest.WorkspaceId, cluster));
            marks[ns] = new PullSecretMark(newest.AccountId, text.Hosts, text.Identities);
        }

        return marks;
    }

    public PullSecretContent? Find(string cluster, string ns)
    {
        if (!identities.AccountsOf(cluster).TryGetValue(ns, out var generations))
            return null;

        var newest = generations[0];
        var published = registryAccounts.RegistryAccounts;
        var serving = published.ServingOf(newest.WorkspaceId, cluster);
        var config = configs.Write(newest.WorkspaceId, cluster, newest.Account, accounts.Secret(newest.AccountId, newest.SecretCipher), forNodes: true);
        return new PullSecretContent(
            newest.WorkspaceId,
            newest.Account,
            newest.Generation,
            Encoding.UTF8.GetBytes(config.ToJsonString(Plain)),
            generations.FirstOrDefault(account => account.NeedsNewSecret)?.Generation ?? 0,
            generations.Length > 1)
        {
            Identities = [.. serving.Select(account => new PullSecretIdentity(account.Id, account.Name, NewSecretSince(published, account)))],
            HasOlderIdentities = serving.Any(account => HasOlder(published, account)),
        };
    }

    private string Identities(Guid workspaceId, string cluster) =>
        string.Join(';', configs.IdentitiesOf(workspaceId, cluster).Select(one => $"{one.Account.Id:N} {one.Account.Login} {string.Join(' ', one.Hosts)}"));

    private static int NewSecretSince(RegistryAccounts published, RegistryAccount serving) =>
        published.AccountsOf(serving.Key).FirstOrDefault(account => account.NeedsNewSecret && account.Generation <= serving.Generation)?.Generation ?? 0;

    private static bool HasOlder(RegistryAccounts published, RegistryAccount serving) =>
        published.AccountsOf(serving.Key).Any(account => account.State is PullIdentityState.Ready && account.Generation < serving.Generation);
}
