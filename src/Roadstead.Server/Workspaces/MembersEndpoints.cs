using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;

namespace Roadstead.Server.Workspaces;

internal static class MembersEndpoints
{
    internal static async Task<Results<Ok<Page<MemberView>>, ProblemHttpResult>> ListAsync(string w, [AsParameters] ListQuery query, MemberService members, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await members.ListAsync(w, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<MemberView>, ProblemHttpResult>> PutAsync(string w, string user, PutMember request, MemberService members, CancellationToken cancellationToken) =>
        (await members.PutAsync(w, user, request, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string w, string user, MemberService members, CancellationToken cancellationToken) =>
        (await members.DeleteAsync(w, user, cancellationToken)).ToNoContent();
}
