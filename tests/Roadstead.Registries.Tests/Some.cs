using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.References;
using Roadstead.Registries.Artifactory;
using Roadstead.Registries.Distribution;
using Roadstead.Registries.DockerRegistry;
using Roadstead.Registries.Harbor;

namespace Roadstead.Registries.Tests;

/// <summary>Endpoints, clients and drivers as tests need them.</summary>
internal static class Some
{
    /// <summary>Loopback is where test servers live; nothing else is lifted.</summary>
    public static readonly AddressPolicy Loopback = new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };

    public static readonly RegistryCredentials Login = new("robot", "s3cret-of-the-robot");

    public static readonly RepositoryName Repository = RepositoryName.Parse("team-a/app");

    /// <summary>A host that does not resolve, and that no name server is asked about, which might not answer in time: a label has 63 characters at most.</summary>
    public static readonly string NoSuchHost = new string('x', 64) + ".invalid";

    public static RegistryEndpoint Endpoint(Uri url, RegistryCredentials? login = null) => new(url, login, null, false, Loopback);

    public static DistributionClient Client(RegistryEndpoint endpoint, DistributionOptions? options = null, HostBudgets? budgets = null, TimeProvider? time = null) =>
        new(endpoint, budgets ?? new HostBudgets(), options ?? new DistributionOptions(), time ?? TimeProvider.System, NullLogger.Instance);

    public static IRegistryDriver Driver(RegistryEndpoint endpoint, DistributionOptions? options = null, TimeProvider? time = null) =>
        new DockerRegistryDriverFactory(new HostBudgets(), options ?? new DistributionOptions(), time ?? TimeProvider.System, NullLoggerFactory.Instance).Create(endpoint);

    public static IRegistryDriver Harbor(RegistryEndpoint endpoint, DistributionOptions? options = null, TimeProvider? time = null) =>
        new HarborDriverFactory(new HostBudgets(), options ?? new DistributionOptions(), time ?? TimeProvider.System, NullLoggerFactory.Instance).Create(endpoint);

    public static IRegistryDriver Artifactory(RegistryEndpoint endpoint, DistributionOptions? options = null, TimeProvider? time = null) =>
        new ArtifactoryDriverFactory(new HostBudgets(), options ?? new DistributionOptions(), time ?? TimeProvider.System, NullLoggerFactory.Instance).Create(endpoint);

    public static Digest DigestOf(byte[] bytes) => ContentDigest.Of(bytes);
}
