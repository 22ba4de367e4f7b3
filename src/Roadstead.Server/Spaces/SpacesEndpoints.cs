using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Spaces;

internal static class SpacesEndpoints
{
    internal static async Task<Results<Ok<Page<SpaceView>>, ProblemHttpResult>> ListOfRegistryAsync(string r, [AsParameters] ListQuery query, Caller caller, SpaceReader spaces, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await spaces.ListOfRegistryAsync(r, query, caller, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<SpaceView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] ListQuery query, [AsParameters] SpaceFilter filter, Caller caller, SpaceReader spaces, CancellationToken cancellationToken) =>
        (query.Check() ?? filter.Check()) is { } problem ? Problems.From(problem) : TypedResults.Ok(await spaces.ListAsync(query, filter, caller, cancellationToken));

    internal static async Task<Results<Ok<SpaceView>, ProblemHttpResult>> GetAsync(Guid id, Caller caller, HttpResponse response, SpaceReader spaces, CancellationToken cancellationToken) =>
        Tagged(await spaces.GetAsync(id, caller, cancellationToken), response);

    internal static async Task<Results<Created<SpaceView>, ProblemHttpResult>> CreateAsync(string r, CreateSpace request, SpaceCreationService spaces, CancellationToken cancellationToken) =>
        (await spaces.CreateAsync(r, request, cancellationToken)).ToCreated(space => $"/api/v1/spaces/{space.Id}");

    internal static async Task<Results<Ok<SpaceView>, ProblemHttpResult>> EditAsync(
        Guid id, EditSpace request, [Description("The acknowledgement of the impact.")] string? acknowledge, SpaceService spaces, CancellationToken cancellationToken) =>
        (await spaces.EditAsync(id, request, acknowledge, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, [Description("The acknowledgement of the impact.")] string? acknowledge, SpaceService spaces, CancellationToken cancellationToken) =>
        (await spaces.DeleteAsync(id, acknowledge, cancellationToken)).ToNoContent();

    internal static async Task<Results<Ok<ImpactView>, ProblemHttpResult>> ImpactAsync(
        Guid id, [Description("make-private, delete or unbind.")] string? action, [Description("The workspace to unbind; all of them without.")] string? workspace, SpaceService spaces, CancellationToken cancellationToken) =>
        (await spaces.ImpactAsync(id, action, workspace, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<SpaceView>, ProblemHttpResult>> PutBindingsAsync(
        Guid id, PutBindings request, [FromHeader(Name = "If-Match")] string? ifMatch, [Description("The acknowledgement of the impact.")] string? acknowledge, HttpResponse response, BindingService bindings, CancellationToken cancellationToken) =>
        Tagged(await bindings.PutAsync(id, request, ifMatch, acknowledge, cancellationToken), response);

    internal static async Task<Results<Ok<SpaceView>, ProblemHttpResult>> BindAsync(Guid id, string w, HttpResponse response, BindingService bindings, CancellationToken cancellationToken) =>
        Tagged(await bindings.BindWorkspaceAsync(id, w, cancellationToken), response);

    internal static async Task<Results<NoContent, ProblemHttpResult>> UnbindAsync(
        Guid id, string w, [Description("The acknowledgement of the impact.")] string? acknowledge, BindingService bindings, CancellationToken cancellationToken) =>
        (await bindings.UnbindAsync(id, w, acknowledge, cancellationToken)).ToNoContent();

    private static Results<Ok<SpaceView>, ProblemHttpResult> Tagged(Outcome<SpaceView> outcome, HttpResponse response)
    {
        if (outcome.IsSuccess) response.Headers.ETag = BindingService.ETag(outcome.Value);
        return outcome.ToOk();
    }
}
