using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries.Leaving;

namespace Roadstead.Server.Registries;

/// <summary>The same handlers at both levels: without the route value <c>w</c> they speak of the platform.</summary>
internal static class RegistriesEndpoints
{
    internal static async Task<Results<Created<RegistryView>, ProblemHttpResult>> IntegrateAsync(
        HttpContext context, IntegrateRegistry request, string? acknowledge, Caller caller, RegistryIntegrationService registries, CancellationToken cancellationToken) =>
        (await registries.IntegrateAsync(Workspace(context), request, acknowledge, caller, cancellationToken))
        .ToCreated(registry => $"{context.Request.Path.Value!.TrimEnd('/')}/{registry.Name}");

    internal static async Task<Results<Ok<ProbeView>, ProblemHttpResult>> ProbeAsync(
        HttpContext context, IntegrateRegistry request, Caller caller, RegistryCheckService registries, CancellationToken cancellationToken) =>
        (await registries.ProbeAsync(Workspace(context), request, caller, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<RegistryView>>, ProblemHttpResult>> ListAsync(
        HttpContext context, [AsParameters] ListQuery query, RegistryReader registries, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await registries.ListAsync(Workspace(context), query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<RegistryView>, ProblemHttpResult>> GetAsync(
        HttpContext context, string r, RegistryReader registries, CancellationToken cancellationToken) =>
        (await registries.GetAsync(Workspace(context), r, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<RegistryView>, ProblemHttpResult>> EditAsync(
        HttpContext context, string r, EditRegistry request, string? acknowledge, Caller caller, RegistryEditService registries, CancellationToken cancellationToken) =>
        (await registries.EditAsync(Workspace(context), r, request, acknowledge, caller, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<RegistryView>, ProblemHttpResult>> CheckAsync(
        HttpContext context, string r, RegistryCheckService registries, CancellationToken cancellationToken) =>
        (await registries.CheckAsync(Workspace(context), r, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ImpactView>, ProblemHttpResult>> ImpactAsync(
        HttpContext context, string r, string? action, RegistryReader registries, CancellationToken cancellationToken) =>
        (await registries.GetImpactAsync(Workspace(context), r, action, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpContext context, string r, string? acknowledge, RegistryRemovalService registries, CancellationToken cancellationToken) =>
        (await registries.RemoveAsync(Workspace(context), r, acknowledge, cancellationToken)).ToNoContent();

    internal static async Task<Results<Ok<Page<IdentityView>>, ProblemHttpResult>> ListIdentitiesAsync(
        HttpContext context, string r, [AsParameters] ListQuery query, RegistryIdentityService identities, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await identities.ListAsync(Workspace(context), r, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<IdentityView>>, ProblemHttpResult>> RotateIdentitiesAsync(
        HttpContext context, string r, RegistryIdentityService identities, CancellationToken cancellationToken) =>
        (await identities.RotateAsync(Workspace(context), r, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<RemovedHostView>>, ProblemHttpResult>> ListRemovedHostsAsync(
        HttpContext context, [AsParameters] ListQuery query, RemovedHostService hosts, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await hosts.ListAsync(Workspace(context), query, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> ForgetHostAsync(
        HttpContext context, string host, RemovedHostService hosts, CancellationToken cancellationToken) =>
        (await hosts.ForgetAsync(Workspace(context), Uri.UnescapeDataString(host), cancellationToken)).ToNoContent();

    internal static async Task<Results<Ok<Page<LeavingRegistryView>>, ProblemHttpResult>> ListLeavingAsync([AsParameters] ListQuery query, LeavingRegistryService registries, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : TypedResults.Ok(await registries.ListAsync(query, cancellationToken));

    internal static async Task<Results<NoContent, ProblemHttpResult>> ForgetLeavingAsync(Guid id, LeavingRegistryService registries, CancellationToken cancellationToken) =>
        (await registries.ForgetAsync(id, cancellationToken)).ToNoContent();

    private static string? Workspace(HttpContext context) => context.GetRouteValue("w") as string;
}
