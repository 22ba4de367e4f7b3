using System.Net;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>Removes artifacts, tags and repositories.</summary>
internal sealed class HarborDeletion(HarborClient client, HarborRepositories repositories) : IImageDeletion
{
    public Task DeleteArtifactAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken) =>
        DeleteAsync(repository, () => HarborPath.Artifact(repository, digest.Value), "deleting an artifact", cancellationToken);

    public Task DeleteTagAsync(RepositoryName repository, string tag, CancellationToken cancellationToken)
    {
        ManifestReference.ThrowIfInvalid(tag);
        return DeleteAsync(repository, () => $"{HarborPath.Artifact(repository, tag)}/tags/{Uri.EscapeDataString(tag)}", "deleting a tag", cancellationToken);
    }

    public Task DeleteRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        DeleteAsync(repository, () => HarborPath.Repository(repository), "deleting a repository", cancellationToken);

    private async Task DeleteAsync(RepositoryName repository, Func<string> path, string what, CancellationToken cancellationToken) =>
        await repositories.FindAsync(
            repository,
            async () =>
            {
                var answer = await client.ChangeAsync(HttpMethod.Delete, path(), cancellationToken);
                return answer switch
                {
                    { IsSuccess: true } => answer,

                    // Harbor's controllers of artifacts and tags: a tag that a rule makes immutable, or an artifact that an index refers to.
                    { Status: HttpStatusCode.PreconditionFailed } => throw new RegistryException(
                        RegistryErrorCode.Conflict, $"{answer.Where} answers {(int)answer.Status} about {what}: a rule of the project makes a tag immutable, or an index refers to the artifact."),
                    _ => throw HarborError.From(answer, what),
                };
            },
            cancellationToken);
}
