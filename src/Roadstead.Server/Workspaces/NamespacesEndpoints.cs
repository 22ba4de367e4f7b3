using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;

namespace Roadstead.Server.Workspaces;

internal static class NamespacesEndpoints
{
    internal static async Task<Results<Ok<Page<WorkspaceNamespaceView>>, ProblemHttpResult>> ListAsync(string w, [AsParameters] ListQuery query, NamespaceService namespaces, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await namespaces.ListAsync(w, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<WorkspaceNamespaceView>, ProblemHttpResult>> PutAsync(string w, string cluster, string @namespace, NamespaceService namespaces, CancellationToken cancellationToken) =>
        (await namespaces.PutAsync(w, cluster, @namespace, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string w, string cluster, string @namespace, [Description("The acknowledgement of the impact.")] string? acknowledge, NamespaceService namespaces, CancellationToken cancellationToken) =>
        (await namespaces.DeleteAsync(w, cluster, @namespace, acknowledge, cancellationToken)).ToNoContent();
}
