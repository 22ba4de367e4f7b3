using System.Net;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Detection.Products;

/// <summary>
/// CNCF Distribution, the plain registry: it speaks the protocol, has no other product's marks, and an empty root. Neither generation tells its version;
/// 2.x reads a page size that is no number as the default, 3.x refuses it.
/// </summary>
internal sealed class DockerRegistryMarks : ProductMarks
{
    private const string CatalogQuestion = "/v2/_catalog?n=x";

    public override async Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken)
    {
        if (!interview.First.Speaks)
        {
            return null;
        }

        var asksVersion = interview.InDetail && interview.First.Status == HttpStatusCode.OK;
        var (root, catalog) = (interview.AskAsync("/", cancellationToken), asksVersion ? interview.AskAsync(CatalogQuestion, cancellationToken) : Task.FromResult<VersionAnswer?>(null));
        var finding = new Finding(RegistryType.DockerRegistry, "Docker Registry", null, ["GET /v2/ says Docker-Distribution-Api-Version: registry/2.0"]);
        if (IsEmptyRoot(await root))
        {
            finding = finding.With("GET / is empty");
        }

        return (await catalog)?.Status switch
        {
            HttpStatusCode.OK => finding.With("GET /v2/_catalog?n=x is answered, as 2.x does") with { Version = "2.x" },
            HttpStatusCode.BadRequest => finding.With("GET /v2/_catalog?n=x is refused, as 3.x does") with { Version = "3.x" },
            _ => finding,
        };
    }

    /// <summary>Other products have a page at the root, or nothing.</summary>
    public static bool IsEmptyRoot(VersionAnswer? root) => root is { Status: HttpStatusCode.OK, Body: "" } && root.Header("Cache-Control") == "no-cache";
}
