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
                return answer.IsSuccess ? answer : throw HarborError.From(answer, what);
            },
            cancellationToken);
}
