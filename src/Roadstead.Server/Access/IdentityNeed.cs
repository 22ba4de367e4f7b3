using System.Collections.Immutable;

namespace Roadstead.Server.Access;

/// <summary>What a pull identity should be able to do.</summary>
/// <param name="Spaces">The spaces that the workspace is bound to, sorted; none while no private one is among them: public ones are open to everybody.</param>
public sealed record IdentityNeed(ImmutableArray<string> Spaces)
{
    /// <summary>The workspace holds namespaces there and is bound to no private space.</summary>
    public static IdentityNeed Closed { get; } = new([]);

    public bool IsOpen => Spaces.Length > 0;

    public bool Equals(IdentityNeed? other) => other is not null && Spaces.AsSpan().SequenceEqual(other.Spaces.AsSpan());

    public override int GetHashCode() => Spaces.Length == 0 ? 0 : HashCode.Combine(Spaces.Length, Spaces[0]);
}
