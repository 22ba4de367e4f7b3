using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor;

/// <summary>Something that webhooks and audit logs tell.</summary>
/// <param name="Type"><c>PUSH_ARTIFACT</c> and so on.</param>
/// <param name="Operator">Who did it; empty for the anonymous.</param>
/// <param name="ProjectId">Where.</param>
/// <param name="Repository">In which repository.</param>
/// <param name="Digest">Which artifact; null for a quota.</param>
/// <param name="Tag">Under which tag; null when it was by digest.</param>
/// <param name="Details">What a quota's event says; null for none.</param>
internal sealed record HarborEvent(string Type, string Operator, long ProjectId, RepositoryState Repository, string? Digest, string? Tag, string? Details = null)
{
    /// <summary>What the payload says instead of artifact and repository; null for these.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>Whether the repository is gone, which leaves its date out of the payload.</summary>
    public bool RepositoryIsGone { get; init; }
}
