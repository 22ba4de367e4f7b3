namespace Roadstead.Registries.Detection.Products;

/// <summary>zot: its management extension tells anybody the specification that it keeps, its list of extensions their names; both can be left out of a build.</summary>
internal sealed class ZotMarks : ProductMarks
{
    public override async Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken)
    {
        if (!interview.First.IsRegistryLike)
        {
            return null;
        }

        // A plain registry has neither, and need not be asked.
        if (!interview.InDetail && DockerRegistryMarks.IsEmptyRoot(await interview.AskAsync("/", cancellationToken)))
        {
            return null;
        }

        var (management, extensions) = (interview.AskOkAsync("/v2/_zot/ext/mgmt", cancellationToken), interview.AskOkAsync("/v2/_oci/ext/discover", cancellationToken));
        if (await management is { } told && told.Text("distSpecVersion") is not null)
        {
            return new Finding(null, "zot", told.Text("releaseTag")?.TrimStart('v'), ["GET /v2/_zot/ext/mgmt answers with distSpecVersion"]);
        }

        return await extensions is { IsJson: true } list && list.Body.Contains("_zot", StringComparison.Ordinal)
            ? new Finding(null, "zot", null, ["GET /v2/_oci/ext/discover names extensions of zot"])
            : null;
    }
}
