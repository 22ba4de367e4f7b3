namespace Roadstead.Registries.Distribution;

/// <summary>The distribution protocol as a product speaks it that has it at addresses of its own and takes the login unasked (Artifactory).</summary>
internal interface IDistributionDialect
{
    /// <summary>The path at the product for one of the specification's; both begin with '/'.</summary>
    string Path(string path);

    /// <summary>Sends it with the login; any status that is no refusal is an answer.</summary>
    Task<RegistryAnswer> SendAsync(RegistryRequest request, CancellationToken cancellationToken);
}
