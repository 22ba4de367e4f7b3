using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roadstead.Server.Access;
using Roadstead.Server.Storage;

namespace Roadstead.Server.PullIdentities;

/// <summary>Writes down what pull secrets should hold, from what is published. Content is made when it is asked for and never kept.</summary>
internal sealed class PullSecretContents(IIdentitySource identities, DockerConfig configs, GatewayAccounts accounts, Installation installation) : IPullSecretContents
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Installation => installation.Id;

    public IReadOnlyDictionary<string, PullSecretMark> MarksOf(string cluster)
    {
        var hosts = new Dictionary<Guid, string>();
        var marks = new Dictionary<string, PullSecretMark>(StringComparer.Ordinal);
        foreach (var (ns, generations) in identities.AccountsOf(cluster))
        {
            var newest = generations[0];
            if (!hosts.TryGetValue(newest.WorkspaceId, out var text))
                hosts[newest.WorkspaceId] = text = string.Join(' ', configs.HostsOf(newest.WorkspaceId));
            marks[ns] = new PullSecretMark(newest.AccountId, text);
        }

        return marks;
    }

    public PullSecretContent? Find(string cluster, string ns)
    {
        if (!identities.AccountsOf(cluster).TryGetValue(ns, out var generations))
            return null;

        var newest = generations[0];
        var config = DockerConfig.Write(configs.HostsOf(newest.WorkspaceId), newest.Account, accounts.Secret(newest.AccountId, newest.SecretCipher));
        return new PullSecretContent(
            newest.WorkspaceId,
            newest.Account,
            newest.Generation,
            Encoding.UTF8.GetBytes(config.ToJsonString(Plain)),
            generations.FirstOrDefault(account => account.NeedsNewSecret)?.Generation ?? 0,
            generations.Length > 1);
    }
}
