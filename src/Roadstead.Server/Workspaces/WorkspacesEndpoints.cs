using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Workspaces;

internal static class WorkspacesEndpoints
{
    internal static async Task<Results<Created<WorkspaceView>, ProblemHttpResult>> CreateAsync(CreateWorkspace request, WorkspaceService workspaces, CancellationToken cancellationToken) =>
        (await workspaces.CreateAsync(request, cancellationToken)).ToCreated(workspace => $"/api/v1/workspaces/{workspace.Name}");

    internal static async Task<Results<Ok<Page<WorkspaceView>>, ProblemHttpResult>> ListAsync([AsParameters] ListQuery query, Caller caller, WorkspaceService workspaces, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : TypedResults.Ok(await workspaces.ListAsync(query, caller, cancellationToken));

    internal static async Task<Results<Ok<WorkspaceView>, ProblemHttpResult>> GetAsync(string w, WorkspaceService workspaces, CancellationToken cancellationToken) =>
        (await workspaces.GetAsync(w, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<WorkspaceView>, ProblemHttpResult>> EditAsync(string w, EditWorkspace request, WorkspaceService workspaces, CancellationToken cancellationToken) =>
        (await workspaces.EditAsync(w, request, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string w, WorkspaceService workspaces, CancellationToken cancellationToken) =>
        (await workspaces.DeleteAsync(w, cancellationToken)).ToNoContent();
}
