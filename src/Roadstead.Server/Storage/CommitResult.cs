using Roadstead.Core.Errors;

namespace Roadstead.Server.Storage;

/// <summary>How a commit ended. Nothing is stored unless it is <see cref="CommitStatus.Committed"/>.</summary>
/// <param name="Status">How.</param>
/// <param name="Where">The columns of a duplicate, such as <c>Workspaces.Name</c>; else null.</param>
/// <param name="Refusal">The problem that the change's condition found.</param>
public readonly record struct CommitResult(CommitStatus Status, string? Where = null, Problem? Refusal = null)
{
    public bool IsCommitted => Status == CommitStatus.Committed;

    /// <summary>The problem to answer with; null when it is committed.</summary>
    /// <param name="duplicate">What a duplicate means here: <see cref="ErrorCodes.NameTaken"/>, <see cref="ErrorCodes.SpaceExists"/> ...</param>
    /// <param name="referenced">What a reference means here: <see cref="ErrorCodes.WorkspaceInUse"/> ...; null: what was referred to is not found.</param>
    public Problem? ToProblem(ErrorCode? duplicate = null, ErrorCode? referenced = null) => Status switch
    {
        CommitStatus.Committed => null,
        CommitStatus.Duplicate => new Problem(duplicate ?? ErrorCodes.NameTaken),
        CommitStatus.Referenced => new Problem(referenced ?? ErrorCodes.NotFound),
        CommitStatus.Gone => new Problem(ErrorCodes.NotFound),
        CommitStatus.Stale => new Problem(ErrorCodes.PreconditionFailed),
        CommitStatus.Refused => Refusal,
        _ => new Problem(ErrorCodes.StoreBusy),
    };
}
