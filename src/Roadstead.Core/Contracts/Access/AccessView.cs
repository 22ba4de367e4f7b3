namespace Roadstead.Core.Contracts.Access;

/// <summary>Whether a namespace may use an image, and why.</summary>
/// <param name="Allowed">The answer.</param>
/// <param name="Verdict">allowed, denied, unmanaged or invalid.</param>
/// <param name="Reason">The rule that decided: a code.</param>
/// <param name="Message">In words.</param>
/// <param name="Remedy">What to do; null when it is allowed.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Space">The space.</param>
/// <param name="Workspace">The namespace's workspace.</param>
/// <param name="MapVersion">The version of the access map that decided.</param>
/// <param name="Steps">Step by step, past the decision too.</param>
public sealed record AccessView(
    bool Allowed,
    string Verdict,
    string Reason,
    string Message,
    string? Remedy,
    string? Registry,
    string? Space,
    string? Workspace,
    long MapVersion,
    IReadOnlyList<AccessStep> Steps)
{
    /// <summary>The space that decided: the one that a binding is needed for where the reason is <c>not-bound</c>. Null when there is none.</summary>
    public Guid? SpaceId { get; init; }

    /// <summary>The name of the space <see cref="SpaceId"/>: another than <see cref="Space"/> where that one includes it.</summary>
    public string? DecidingSpace { get; init; }

    /// <summary>The workspace whose own the registry is; null for a platform registry, and when there is none.</summary>
    public string? RegistryWorkspace { get; init; }

    /// <summary>Where the verdict can be changed; null when the image is allowed.</summary>
    public AccessMend? Mend { get; init; }
}
