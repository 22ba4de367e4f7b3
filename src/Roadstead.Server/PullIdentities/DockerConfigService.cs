using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;

namespace Roadstead.Server.PullIdentities;

/// <summary>Hands out a namespace's pull identities as a docker <c>config.json</c>.</summary>
public sealed class DockerConfigService(IDbContextFactory<RoadsteadDb> contexts, GatewayAccounts accounts, IUpstreamSource upstreams, ChangeService changes, ServerOptions options)
{
    public async Task<Outcome<JsonObject>> ReadAsync(string cluster, string ns, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await db.GatewayAccounts.AsNoTracking().Where(a => a.Cluster == cluster && a.Namespace == ns)
            .OrderByDescending(a => a.Generation).FirstOrDefaultAsync(cancellationToken);
        if (account is null)
            return new Problem(ErrorCodes.NotFound, $"The namespace '{ns}' of cluster '{cluster}' is in no workspace, so it has no pull identity.");

        // Who took it, before it is given.
        var noted = await changes.NoteAsync(db, new AuditDraft("pull-identity.read", $"{cluster}/{ns}", After: new { account.Account, account.Generation }), cancellationToken);
        if (noted.ToProblem() is { } problem)
            return problem;

        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Account}:{accounts.Secret(account)}"));
        var auths = new JsonObject();
        foreach (var host in Hosts(account.WorkspaceId))
            auths[host] = new JsonObject { ["auth"] = auth };
        return new JsonObject { ["auths"] = auths };
    }

    // The gateway, and each registry that sends its clients to Roadstead's token service.
    private IEnumerable<string> Hosts(Guid workspaceId) => upstreams.Upstreams.Values
        .Where(upstream => upstream.Delivery == Delivery.TokenService && (upstream.WorkspaceId is null || upstream.WorkspaceId == workspaceId))
        .SelectMany(upstream => upstream.Hosts)
        .Prepend(options.GatewayHost)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);
}
