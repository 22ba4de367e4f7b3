using Roadstead.Core.Access;
using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Gateway;

/// <summary>A read that was decided on and allowed.</summary>
/// <param name="Target">What was asked for.</param>
/// <param name="Registry">The registry that holds it.</param>
/// <param name="Repository">The repository within that registry.</param>
/// <param name="Driver">How to read there.</param>
internal sealed record GatewayRead(GatewayTarget Target, RegistryFact Registry, RepositoryName Repository, IRegistryDriver Driver)
{
    public IRegistryContent Content => Driver.Content;
}
