using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>What goes when something is deleted, and what stands in the way.</summary>
internal static class ArtifactDeletion
{
    /// <summary>Deletes an artifact with all its tags, its accessories, and the children that nothing else needs.</summary>
    public static void Delete(HarborState state, ArtifactState artifact, string by)
    {
        var repository = artifact.Repository;
        foreach (var tag in artifact.Tags)
        {
            ImmutableTags.CheckDelete(repository, tag.Name);
        }

        if (repository.Artifacts.Any(other => other.Children.Any(child => child.Digest == artifact.Digest)))
        {
            throw new HarborException(412, "VIOLATE_FOREIGN_KEY_CONSTRAINT", "the deleting artifact is referenced by others");
        }

        Remove(state, artifact, by);
        repository.UpdatedAt = state.Now;
        Recount(repository.Project);
    }

    public static void DeleteRepository(HarborState state, RepositoryState repository, string by)
    {
        foreach (var tag in repository.Tags.OrderByDescending(tag => tag.Id))
        {
            ImmutableTags.CheckDelete(repository, tag.Name);
        }

        var gone = repository.Artifacts.OrderByDescending(artifact => artifact.Id).ToList();
        repository.Artifacts.Clear();
        repository.Project.Repositories.Remove(repository);
        foreach (var artifact in gone)
        {
            Tell(state, artifact, by, repositoryIsGone: true);
        }

        Recount(repository.Project);
    }

    /// <summary>Counts the blobs that artifacts of the project still need.</summary>
    public static void Recount(ProjectState project)
    {
        project.Blobs.Clear();
        foreach (var (digest, size) in project.Repositories.SelectMany(repository => repository.Artifacts).SelectMany(artifact => artifact.Blobs))
        {
            project.Blobs[digest] = size;
        }
    }

    private static void Remove(HarborState state, ArtifactState artifact, string by, bool isTold = true)
    {
        var repository = artifact.Repository;
        var accessories = repository.Artifacts.Where(other => other.Accessory?.SubjectDigest == artifact.Digest).ToList();
        if (!repository.Artifacts.Remove(artifact))
        {
            return;
        }

        foreach (var accessory in accessories)
        {
            Remove(state, accessory, by);
        }

        var orphans = artifact.Children.Select(child => repository.FindDigest(child.Digest)).OfType<ArtifactState>()
            .Where(child => child.Tags.Count == 0 && !repository.Artifacts.Any(other => other.Children.Any(held => held.Digest == child.Digest)));
        foreach (var orphan in orphans.ToList())
        {
            Remove(state, orphan, by, isTold: false);
        }

        // The children that go with an index are not told.
        if (isTold)
        {
            Tell(state, artifact, by, repositoryIsGone: false);
        }
    }

    // One of the tags is told, and the digest when there is none.
    private static void Tell(HarborState state, ArtifactState artifact, string by, bool repositoryIsGone) =>
        state.Tell(new HarborEvent("DELETE_ARTIFACT", by, artifact.Repository.Project.Id, artifact.Repository, artifact.Digest, artifact.Tags.Count > 0 ? artifact.Tags[^1].Name : null) { RepositoryIsGone = repositoryIsGone });
}
