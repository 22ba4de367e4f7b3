using Roadstead.Core.Access.Internal;

namespace Roadstead.Core.Access;

/// <summary>The answer of <see cref="AccessMap"/>, with the facts that it used. Making one allocates nothing.</summary>
public readonly struct Verdict
{
    /// <summary>The outcome.</summary>
    public VerdictKind Kind { get; internal init; }

    /// <summary>The rule that decided.</summary>
    public AccessReason Reason { get; internal init; }

    /// <summary>What made the reason apply, for the words (<see cref="VerdictText"/>).</summary>
    public AccessCircumstance Circumstance { get; internal init; }

    /// <summary>Which publication of the map decided.</summary>
    public long MapVersion { get; internal init; }

    /// <summary>The text that was decided on.</summary>
    public string Image { get; internal init; }

    /// <summary>The registry that the image belongs to; for <see cref="AccessReason.RegistryRemoved"/> what is remembered of it, with an empty id; null when none was found.</summary>
    public RegistryFact? Registry { get; internal init; }

    /// <summary>The space; null when none was found, or when spaces play no part.</summary>
    public SpaceFact? Space { get; internal init; }

    /// <summary>For <see cref="AccessCircumstance.IncludedSpace"/>: the name of the space that stands in the way, or of what <see cref="Space"/> includes and no space is known for; else null.</summary>
    public string? Included { get; internal init; }

    /// <summary>The workspace that asked; null for a namespace of no workspace, and for nobody.</summary>
    public WorkspaceFact? Workspace { get; internal init; }

    /// <summary>The answer in one bit.</summary>
    public bool IsAllowed => Kind == VerdictKind.Allowed || Reason == AccessReason.UnmanagedAllowed;

    internal ResolvedPath Within { get; init; }

    /// <summary>The repository's path within <see cref="Registry"/>: translated from the gateway's names and from hosts that stand for a part of the registry. Null when no registry was found. Makes a string: call it once.</summary>
    public string? PathInRegistry() => Registry is null || Image is null ? null : Within.ToText(Image);
}
