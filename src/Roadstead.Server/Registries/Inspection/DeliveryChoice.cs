using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>How the right to pull can reach namespaces.</summary>
internal static class DeliveryChoice
{
    /// <summary>The ways that are possible, the best first.</summary>
    /// <param name="inspection">What was found.</param>
    /// <param name="hasLogin">True when Roadstead has a login there.</param>
    public static IReadOnlyList<Delivery> Possible(RegistryInspection inspection, bool hasLogin) => inspection switch
    {
        { Identity: null } => [],
        { OwnRealm: true } => [Delivery.TokenService, Delivery.Gateway],
        { ByPullAccounts: { } accounts } => [accounts, Delivery.Gateway],
        { Identity.RequiresLogin: true } => [Delivery.Gateway],
        _ => hasLogin ? [Delivery.Gateway, Delivery.None] : [Delivery.None, Delivery.Gateway],
    };

    /// <summary>Why a way that was asked for is impossible, and what would make it possible.</summary>
    public static string Refusal(Delivery asked, IReadOnlyList<Delivery> possible, Uri ownRealm)
    {
        var why = asked switch
        {
            Delivery.TokenService => $"the registry does not name Roadstead's token service: set auth.token.realm to {ownRealm} in its configuration first",
            Delivery.None => "the registry wants a login, so that namespaces need something to pull with",
            Delivery.Robot or Delivery.ScopedToken => "the registry has no such accounts, or this login may not make them, or none for a workspace's own registry, whose images come through the gateway then",
            Delivery.Shared => "this version hands out nobody's own login",
            _ => "this product has no such accounts",
        };
        return $"{why}. Possible here: {string.Join(", ", possible.Select(Wire))}.";
    }

    private static string Wire(Delivery delivery) => delivery switch
    {
        Delivery.TokenService => "token-service",
        Delivery.ScopedToken => "scoped-token",
        _ => delivery.ToString().ToLowerInvariant(),
    };
}
