using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors.Following;

namespace Roadstead.Server.ManagedHarbors;

internal static class ManagedHarborsEndpoints
{
    internal static async Task<Results<Created<ManagedHarborView>, ProblemHttpResult>> CreateAsync(CreateManagedHarbor request, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        (await harbors.CreateAsync(request, cancellationToken)).ToCreated(made => $"/api/v1/managed-harbors/{made.Cluster}/{made.Namespace}/{made.Name}");

    internal static async Task<Results<Ok<Page<ManagedHarborView>>, ProblemHttpResult>> ListAsync(
        [Description("Only those of this cluster.")] string? cluster, [AsParameters] ListQuery query, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await harbors.ListAsync(new ManagedHarborFilter(cluster), query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<IReadOnlyList<PrerequisiteView>>, ProblemHttpResult>> LookAsync(
        [Description("The cluster.")] string? cluster, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        (await harbors.LookAsync(cluster, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ManagedHarborView>, ProblemHttpResult>> GetAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        (await harbors.GetAsync(new HarborKey(cluster, @namespace, name), cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ManagedHarborView>, ProblemHttpResult>> EditAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, EditManagedHarbor request, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        (await harbors.EditAsync(new HarborKey(cluster, @namespace, name), request, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ManagedHarborView>, ProblemHttpResult>> IntegrateAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, ManagedHarborService harbors, CancellationToken cancellationToken) =>
        (await harbors.IntegrateAsync(new HarborKey(cluster, @namespace, name), cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string cluster,
        [Description("The namespace.")] string @namespace,
        string name,
        [Description("True: the volume with its images goes as well.")] bool? deleteStorage,
        [Description("The acknowledgement of the impact.")] string? acknowledge,
        ManagedHarborDeletionService harbors,
        CancellationToken cancellationToken) =>
        (await harbors.DeleteAsync(new HarborKey(cluster, @namespace, name), deleteStorage ?? false, acknowledge, cancellationToken)).ToNoContent();
}
