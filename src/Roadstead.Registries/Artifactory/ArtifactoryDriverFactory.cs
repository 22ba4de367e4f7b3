using Microsoft.Extensions.Logging;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>Makes drivers of JFrog Artifactory, 6.x and 7.x, all editions. Thread safe.</summary>
/// <param name="budgets">The budgets that all drivers of the process share.</param>
/// <param name="options">The bounds of every call.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="loggers">Where warnings go.</param>
public sealed class ArtifactoryDriverFactory(HostBudgets budgets, DistributionOptions options, TimeProvider time, ILoggerFactory loggers) : IRegistryDriverFactory
{
    /// <inheritdoc />
    public RegistryType Type => RegistryType.Artifactory;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The address is not http or https, or the CA certificate is no PEM (see <see cref="CaCertificates.TryParse"/>).</exception>
    public IRegistryDriver Create(RegistryEndpoint endpoint)
    {
        var logger = loggers.CreateLogger<ArtifactoryDriver>();
        return new ArtifactoryDriver(new ArtifactoryParts(new DistributionClient(endpoint, budgets, options, time, logger), logger));
    }
}
