using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Deployments;

/// <summary>
/// Deploys chosen images and shows how that goes. The access map decides before anything is sent. The cluster holds the deployments: nothing of them is stored here but the audit,
/// and those that Roadstead did not make are neither shown nor changed.
/// </summary>
internal sealed class DeploymentService(
    ClusterCalls calls, IAccessMapSource maps, IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, ActorContext actors, Installation installation, TimeProvider time)
{
    public async Task<Outcome<DeploymentView>> CreateAsync(string cluster, string ns, CreateDeployment request, CancellationToken cancellationToken)
    {
        if ((DeploymentFields.Check(request) ?? calls.Check(cluster) ?? Refusal(cluster, ns, request.Image)) is { } problem) return problem;
        var made = await calls.AskAsync(cluster, (client, token) => SendAsync(client, ns, request, token), cancellationToken);
        if (!made.IsSuccess) return made.Problem;

        // The values of variables may be secrets that somebody put there against advice: the audit names them only.
        var after = new { Image = request.Image!.Trim(), Replicas = request.Replicas ?? 1, request.Port, Service = request.Service is true, Variables = request.Env?.Keys };
        var noted = await NoteAsync("deployment.create", cluster, ns, request.Name!, null, after);
        return noted is null ? RollOut.View(cluster, made.Value, pods: null) : noted;
    }

    public async Task<Outcome<DeploymentView>> EditAsync(string cluster, string ns, string name, EditDeployment request, CancellationToken cancellationToken)
    {
        if ((DeploymentFields.Check(request) ?? calls.Check(cluster) ?? (request.Image is null ? null : Refusal(cluster, ns, request.Image))) is { } problem) return problem;
        var before = await calls.AskAsync(cluster, (client, token) => FindAsync(client, ns, name, token), cancellationToken);
        if (!before.IsSuccess) return before.Problem;
        if (request is { Image: null, Replicas: null }) return await GetAsync(cluster, ns, name, cancellationToken);

        var after = await calls.AskAsync<Deployment>(
            cluster,
            async (client, token) => await client.PatchAsync<Deployment>(ns, name, PatchKind.StrategicMerge, DeploymentDraft.Patch(before.Value, request, actors.Current.Name), token),
            cancellationToken);
        if (!after.IsSuccess) return after.Problem;
        var noted = await NoteAsync("deployment.edit", cluster, ns, name, Facts(before.Value), Facts(after.Value));
        return noted is null ? RollOut.View(cluster, after.Value, pods: null) : noted;
    }

    /// <summary>Replaces all pods one after another, by new ones of the same image.</summary>
    public async Task<Outcome<DeploymentView>> RestartAsync(string cluster, string ns, string name, CancellationToken cancellationToken)
    {
        var after = await calls.AskAsync<Deployment>(
            cluster,
            async (client, token) =>
            {
                var found = await FindAsync(client, ns, name, token);
                if (!found.IsSuccess) return found.Problem;
                return await client.PatchAsync<Deployment>(ns, name, PatchKind.StrategicMerge, DeploymentDraft.RestartPatch(found.Value, time.GetUtcNow(), actors.Current.Name), token);
            },
            cancellationToken);
        if (!after.IsSuccess) return after.Problem;
        var noted = await NoteAsync("deployment.restart", cluster, ns, name, null, Facts(after.Value));
        return noted is null ? RollOut.View(cluster, after.Value, pods: null) : noted;
    }

    /// <summary>Deletes a deployment with its pods and its Service. A later one of the same name stays.</summary>
    /// <returns>What it was.</returns>
    public async Task<Outcome<DeploymentView>> DeleteAsync(string cluster, string ns, string name, CancellationToken cancellationToken)
    {
        var gone = await calls.AskAsync<Deployment>(
            cluster,
            async (client, token) =>
            {
                var found = await FindAsync(client, ns, name, token);
                if (!found.IsSuccess) return found.Problem;
                await client.DeleteAsync<Deployment>(ns, name, new DeletePreconditions(found.Value.Metadata.Uid), token);
                return found;
            },
            cancellationToken);
        if (!gone.IsSuccess) return gone.Problem;
        var noted = await NoteAsync("deployment.delete", cluster, ns, name, Facts(gone.Value), null);
        return noted is null ? RollOut.View(cluster, gone.Value, pods: null) : noted;
    }

    public Task<Outcome<DeploymentView>> GetAsync(string cluster, string ns, string name, CancellationToken cancellationToken) => calls.AskAsync<DeploymentView>(
        cluster,
        async (client, token) =>
        {
            var found = await FindAsync(client, ns, name, token);
            if (!found.IsSuccess) return found.Problem;
            var pods = await client.ListAsync<Pod>(new ListScope(ns, DeploymentDraft.PodSelector(name)), new ListPage(), token);
            return RollOut.View(cluster, found.Value, pods.Items) with { Address = await DeploymentAddress.FindAsync(client, found.Value, token) };
        },
        cancellationToken);

    public Task<Outcome<Page<DeploymentView>>> ListAsync(string cluster, string ns, ListQuery query, CancellationToken cancellationToken) => calls.AskAsync<Page<DeploymentView>>(
        cluster,
        async (client, token) =>
        {
            var rows = new List<DeploymentView>();
            await foreach (var deployment in client.ListAllAsync<Deployment>(new ListScope(ns, DeploymentDraft.OwnSelector(installation.Id)), token))
            {
                if (string.IsNullOrEmpty(query.Q) || deployment.Metadata.Name.Contains(query.Q, StringComparison.OrdinalIgnoreCase))
                    rows.Add(RollOut.View(cluster, deployment, pods: null));
            }

            return Paging.Of(rows, row => row.Name, query);
        },
        cancellationToken);

    /// <summary>May this caller deploy there at all? For pages that offer it; the call itself is refused by its rule.</summary>
    public bool MayDeploy(string cluster, string ns, Caller caller) =>
        calls.Check(cluster) is null
        && (caller.IsPlatformAdmin || (maps.Current.FindWorkspace(cluster, ns) is { } workspace && caller.Roles.TryGetValue(workspace.Id, out var role) && role >= WorkspaceRole.Editor));

    /// <summary>Does the cluster run anything, so that there can be deployments?</summary>
    public bool HasDeployments(string cluster) => calls.Check(cluster) is null;

    private Problem? Refusal(string cluster, string ns, string? image)
    {
        var verdict = maps.Current.Decide(cluster, ns, image!.Trim());
        return verdict.IsAllowed ? null : VerdictAnswers.NotAllowed(verdict);
    }

    private async Task<Outcome<Deployment>> SendAsync(KubernetesClient client, string ns, CreateDeployment request, CancellationToken cancellationToken)
    {
        if (request.Service is true && await DeploymentAddress.CheckAsync(client, ns, request.Name!, cancellationToken) is { } taken) return taken;
        Deployment made;
        try
        {
            made = await client.CreateAsync(DeploymentDraft.Of(ns, request, installation.Id, actors.Current.Name), cancellationToken);
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.AlreadyExists)
        {
            var there = await client.FindAsync<Deployment>(ns, request.Name!, cancellationToken);
            return new Problem(ErrorCodes.NameTaken, there is not null && DeploymentDraft.IsOwn(there, installation.Id)
                ? $"There is a deployment '{request.Name}' already. Choose another name, or change that one with PATCH."
                : $"There is a Deployment '{request.Name}' that Roadstead did not make. Choose another name.");
        }

        return request is { Service: true, Port: { } port } && await DeploymentAddress.MakeAsync(client, made, port, cancellationToken) is { } problem ? problem : made;
    }

    private async Task<Outcome<Deployment>> FindAsync(KubernetesClient client, string ns, string name, CancellationToken cancellationToken) =>
        Names.IsLabel(name) && await client.FindAsync<Deployment>(ns, name, cancellationToken) is { } found && DeploymentDraft.IsOwn(found, installation.Id)
            ? found
            : new Problem(ErrorCodes.NotFound, $"Roadstead made no deployment '{name}' in the namespace '{ns}'.");

    // The cluster has it by now: the note is written even if its caller has gone.
    private async Task<Problem?> NoteAsync(string action, string cluster, string ns, string name, object? before, object? after)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var noted = await changes.NoteAsync(db, new AuditDraft(action, $"{cluster}/{ns}/{name}", before, after), CancellationToken.None);
        return noted.ToProblem() is { } problem ? problem with { Detail = "The cluster has the change, but it could not be noted in the audit." } : null;
    }

    private static object Facts(Deployment deployment) => new { DeploymentDraft.Container(deployment)?.Image, deployment.Spec.Replicas };
}
