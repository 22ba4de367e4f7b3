using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;

namespace Roadstead.Server.PullIdentities;

/// <summary>Hands out a namespace's pull identities as a docker <c>config.json</c>.</summary>
internal sealed class DockerConfigService(IDbContextFactory<RoadsteadDb> contexts, GatewayAccounts accounts, DockerConfig configs, ChangeService changes)
{
    public async Task<Outcome<JsonObject>> ReadAsync(string cluster, string ns, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await db.GatewayAccounts.AsNoTracking().Where(a => a.Cluster == cluster && a.Namespace == ns)
            .OrderByDescending(a => a.Generation).FirstOrDefaultAsync(cancellationToken);
        if (account is null)
            return new Problem(ErrorCodes.NotFound, $"The namespace '{ns}' of cluster '{cluster}' is in no workspace, so it has no pull identity.");

        // Who took it, before it is given.
        var noted = await changes.NoteAsync(db, new AuditDraft("pull-identity.read", $"{cluster}/{ns}", After: new { account.Account, account.Generation, AtRegistries = configs.IdentitiesOf(account.WorkspaceId, cluster).Select(one => one.Account.Name).ToArray() }), cancellationToken);
        if (noted.ToProblem() is { } problem)
            return problem;

        return configs.Write(account.WorkspaceId, cluster, account.Account, accounts.Secret(account), forNodes: false);
    }
}
