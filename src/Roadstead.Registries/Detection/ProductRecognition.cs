using System.Net;
using Roadstead.Registries.Detection.Products;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Detection;

/// <summary>
/// Tells products apart by what they say to somebody without credentials. Order matters: nearly all of them also say
/// <c>Docker-Distribution-Api-Version: registry/2.0</c>, so that the plain registry is what is left.
/// </summary>
internal static class ProductRecognition
{
    /// <summary>The product's name when the answer is not even that of a web server's page.</summary>
    public const string NoRegistry = UnknownProduct.NoRegistry;

    private const string NotIntegrated = "Roadstead integrates Harbor (2.0 and later), Docker Registry (distribution 2.x and 3.x) and JFrog Artifactory. Correct the address if one of these should be there; images of another registry are under the clusters' rule for unmanaged hosts.";

    private static readonly ProductMarks[] Known =
    [
        new CloudRegistryMarks(), new ArtifactoryMarks(), new HarborMarks(), new NexusMarks(), new GitLabMarks(), new GiteaMarks(), new OpenShiftMarks(), new QuayMarks(), new ZotMarks(),
    ];

    private static readonly DockerRegistryMarks Plain = new();

    /// <summary>What answered; further addresses of it are asked only where the first answer leaves doubt.</summary>
    public static async Task<RegistryIdentity> RecogniseAsync(DistributionConnection connection, VersionAnswer answer, CancellationToken cancellationToken)
    {
        var path = connection.Endpoint.Url.AbsolutePath.TrimEnd('/');
        var interview = new Interview(connection, answer, CancellationToken.None) { Bases = path.Length > 0 ? [path] : ["/artifactory"] };
        return await RecogniseAsync(interview, cancellationToken);
    }

    public static async Task<RegistryIdentity> RecogniseAsync(Interview interview, CancellationToken cancellationToken)
    {
        var answer = interview.First;
        var named = await FindAsync(interview, cancellationToken);
        var finding = named ?? UnknownProduct.Of(answer);
        var challenge = answer.Challenge;
        return new RegistryIdentity(finding.Type, finding.Product, finding.Version, finding.Evidence, challenge?.TokenRealm, challenge?.Service, answer.Status == HttpStatusCode.Unauthorized)
        {
            IsRegistry = finding.Type is not null || answer.Speaks || (named is not null && answer.IsRegistryLike),
            BasePath = finding.BasePath,
            Remedy = finding.Remedy ?? (finding.Type is null ? NotIntegrated : null),
        };
    }

    private static async Task<Finding?> FindAsync(Interview interview, CancellationToken cancellationToken)
    {
        foreach (var marks in Known)
        {
            if (marks.ByAnswer(interview.First) is { } finding)
            {
                return await marks.ConfirmAsync(finding, interview, cancellationToken);
            }
        }

        // A plain registry is known by one more question, and the checks that run all day ask no more. Looked at once, all are asked at the same time.
        if (!interview.InDetail && await Plain.SearchAsync(interview, cancellationToken) is { Evidence.Count: > 1 } plain)
        {
            return plain;
        }

        var found = await Task.WhenAll(Known.Append(Plain).Select(marks => marks.SearchAsync(interview, cancellationToken)));
        return found.FirstOrDefault(finding => finding is not null);
    }
}
