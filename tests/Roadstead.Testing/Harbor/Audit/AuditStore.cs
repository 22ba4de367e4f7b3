using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Audit;

/// <summary>Who did what. Up to 2.12 projects, repositories, artifacts and tags are written down; later users, robots and settings too, and tags no more.</summary>
internal sealed class AuditStore
{
    private readonly List<AuditEntry> entries = [];

    public IReadOnlyList<AuditEntry> Entries => entries;

    public void Add(HarborState state, string operation, string type, string resource, string username, long projectId = 0)
    {
        var isOld = type is "project" or "repository" or "artifact" or "tag";
        if (state.Features.AuditLogExtension ? type != "tag" : isOld)
        {
            entries.Add(new AuditEntry(entries.Count + 1, state.Now, operation, type, resource, username, projectId));
        }
    }

    /// <summary>Writes down what webhooks are told too.</summary>
    public void Add(HarborState state, HarborEvent happened)
    {
        var operation = happened.Type switch { "PUSH_ARTIFACT" => "create", "PULL_ARTIFACT" => "pull", "DELETE_ARTIFACT" => "delete", _ => null };
        if (operation is not null)
        {
            var reference = operation == "delete" ? happened.Digest! : happened.Tag ?? happened.Digest!;
            var separator = state.Features.AuditLogExtension && reference.Contains(':', StringComparison.Ordinal) ? '@' : ':';
            Add(state, operation, "artifact", $"{happened.Repository.FullName}{separator}{reference}", happened.Operator, happened.ProjectId);
        }
    }

    /// <summary>Writes down the deletion of a repository.</summary>
    public void Deleted(HarborState state, RepositoryState repository, string username) => Add(state, "delete", "repository", repository.FullName, username, repository.Project.Id);
}
