using Roadstead.Core.Access;
using Roadstead.Core.References;

namespace Roadstead.Server.Images.Deletion;

/// <summary>What is to be deleted.</summary>
/// <param name="Registry">Where.</param>
/// <param name="Name">The repository.</param>
/// <param name="Reference">The tag or digest; null for all that the repository holds.</param>
/// <param name="Digest">The digest; null for a tag.</param>
internal sealed record DeletionTarget(RegistryFact Registry, RepositoryName Name, string? Reference, Digest? Digest)
{
    /// <summary>In words, for messages.</summary>
    public string What => Reference is null ? $"'{Name.Value}'" : $"'{Name.Value}' with '{Reference}'";
}
