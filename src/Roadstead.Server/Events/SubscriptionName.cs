using Roadstead.Server.Access;

namespace Roadstead.Server.Events;

/// <summary>
/// Names of subscriptions at registries: <c>roadstead-&lt;installation&gt;-&lt;twelve hex digits of the registry's id&gt;</c>. The registry's own, because two workspaces
/// may integrate the same product, each with an address and a secret of its own.
/// </summary>
internal static class SubscriptionName
{
    // The last digits of a version 7 id are random; the first are the time.
    public static string Of(IInstallation installation, Guid registryId) => $"roadstead-{installation.Id}-{registryId.ToString("N")[^12..]}";
}
