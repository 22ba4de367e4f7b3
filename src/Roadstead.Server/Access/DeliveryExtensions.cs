using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Access;

public static class DeliveryExtensions
{
    /// <summary>True where namespaces pull with an account of the registry's own, one for each workspace and cluster.</summary>
    public static bool IsByRegistryAccount(this Delivery delivery) => delivery is Delivery.Robot or Delivery.ScopedToken;

    /// <summary>True where such an account is also what opens public spaces, because the registry itself has no mark that opens one to everybody.</summary>
    public static bool NeedsAccountForPublic(this Delivery delivery) => delivery is Delivery.ScopedToken;
}
