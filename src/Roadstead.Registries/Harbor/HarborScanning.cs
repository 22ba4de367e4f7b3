using System.Net;
using Roadstead.Core.References;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>Scans of artifacts.</summary>
internal sealed class HarborScanning(HarborClient client, HarborRepositories repositories) : IImageScanning
{
    public async Task<bool> StartScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        if (HarborPath.ProjectOf(repository) is null)
        {
            throw new RegistryException(RegistryErrorCode.NotFound, $"There is no '{repository.Value}' in a Harbor: its first part is a project.");
        }

        var answer = await client.ChangeAsync(HttpMethod.Post, $"{HarborPath.Artifact(repository, digest.Value)}/scan", cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Conflict => false,
            HttpStatusCode.PreconditionFailed or HttpStatusCode.BadRequest =>
                throw new RegistryException(RegistryErrorCode.Unsupported, $"Harbor has no scanner for {repository.Value}@{digest.Value}. Register one at Harbor; it may not take every kind of artifact."),
            _ when answer.IsSuccess => true,
            _ => throw HarborError.From(answer, "a scan"),
        };
    }

    public async Task<ImageScan?> FindScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        var artifact = await repositories.FindAsync(
            repository,
            async () => await client.FindAsync($"{HarborPath.Artifact(repository, digest.Value)}?with_scan_overview=true", HarborJson.Default.WireArtifact, "a scan", cancellationToken),
            cancellationToken);
        return artifact is null ? null : HarborArtifacts.ScanOf(artifact);
    }
}
