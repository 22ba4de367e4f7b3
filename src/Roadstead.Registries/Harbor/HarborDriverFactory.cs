using Microsoft.Extensions.Logging;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>Makes drivers of Harbors, 2.0 and later. Thread safe.</summary>
/// <param name="budgets">The budgets that all drivers of the process share.</param>
/// <param name="options">The bounds of every call.</param>
/// <param name="time">The clock of deadlines and tokens.</param>
/// <param name="loggers">Where warnings go.</param>
public sealed class HarborDriverFactory(HostBudgets budgets, DistributionOptions options, TimeProvider time, ILoggerFactory loggers) : IRegistryDriverFactory
{
    /// <inheritdoc />
    public RegistryType Type => RegistryType.Harbor;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The address is not http or https, or the CA certificate is no PEM (see <see cref="CaCertificates.TryParse"/>).</exception>
    public IRegistryDriver Create(RegistryEndpoint endpoint) =>
        new HarborDriver(new HarborParts(new DistributionClient(endpoint, budgets, options, time, loggers.CreateLogger<HarborDriver>(), refusesByRight: true)));
}
