using Roadstead.Registries;

namespace Roadstead.Server.Access;

/// <summary>What a pull identity should be able to do.</summary>
/// <param name="Rights">
/// What it should be able to pull: the spaces that the workspace is bound to, nothing while no private one is among them, for public ones are open to everybody. Where the registry
/// has no such mark (<see cref="DeliveryExtensions.NeedsAccountForPublic"/>), the public ones as well.
/// </param>
public sealed record IdentityNeed(PullRights Rights)
{
    /// <summary>The workspace holds namespaces there, and nothing that an account would be needed for.</summary>
    public static IdentityNeed Closed { get; } = new(PullRights.None);

    public bool IsOpen => !Rights.IsEmpty;
}
