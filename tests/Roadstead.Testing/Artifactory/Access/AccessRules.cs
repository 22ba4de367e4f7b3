using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Access;

/// <summary>Who may do what in a repository. The caller holds the gate.</summary>
internal static class AccessRules
{
    /// <summary>Whether an action on a path is allowed. A virtual repository has no rights of its own: for it the repositories behind are asked.</summary>
    /// <param name="state">The state.</param>
    /// <param name="identity">Who.</param>
    /// <param name="repository">A repository that is not virtual.</param>
    /// <param name="path">Path inside it.</param>
    /// <param name="action">read, write, annotate, delete or manage.</param>
    public static bool Allows(ArtifactoryState state, ArtifactoryIdentity identity, ArtifactoryRepository repository, string path, string action = "read") =>
        identity.IsAdmin
        || identity.Resources.Any(scope => scope.Allows(repository.Key, path, action))
        || state.PermissionTargets.Any(target => target.Covers(repository) && target.Gives(identity, action) && AntPattern.Matches(target.Includes, target.Excludes, path));

    /// <summary>Whether it shows in lists: something in it may be read.</summary>
    public static bool Sees(ArtifactoryState state, ArtifactoryIdentity identity, ArtifactoryRepository repository) =>
        identity.IsAdmin
        || state.Behind(repository).Any(each => identity.Resources.Any(scope => scope.Names(each.Key)) || state.PermissionTargets.Any(target => target.Covers(each) && target.Gives(identity, "read")));
}
