using System.Globalization;
using System.Text.Json;
using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>Tags of a repository, and what is attached to a manifest.</summary>
internal static class ListHandler
{
    private const int MaxPage = 1000;

    /// <summary>Sorted, and paged by <c>n</c> and <c>last</c> though the registry may know neither: distribution 2 answers all tags, in any order.</summary>
    public static async Task ReadTagsAsync(HttpContext context, GatewayRead read)
    {
        var query = context.Request.Query;
        int? size = null;
        if (query["n"] is [{ Length: > 0 } text])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
            {
                await new OciError(StatusCodes.Status400BadRequest, "PAGINATION_NUMBER_INVALID", "n is a number, 0 or more.").WriteAsync(context);
                return;
            }

            size = Math.Min(asked, MaxPage);
        }

        var tags = await read.Driver.ListTagsAsync(read.Repository, context.RequestAborted);
        if (tags.Count == 0)
        {
            await new OciError(StatusCodes.Status404NotFound, "NAME_UNKNOWN", $"Registry '{read.Registry.Name}' has no tags in this repository.").WriteAsync(context);
            return;
        }

        var last = query["last"].ToString();
        var rest = tags.Select(tag => tag.Name).Where(tag => string.CompareOrdinal(tag, last) > 0).Order(StringComparer.Ordinal).ToArray();
        var page = size is { } most ? rest.AsSpan(0, Math.Min(most, rest.Length)).ToArray() : rest;
        if (page.Length > 0 && page.Length < rest.Length)
        {
            context.Response.Headers.Link = string.Create(
                CultureInfo.InvariantCulture, $"</v2/{read.Target.Name}/tags/list?last={Uri.EscapeDataString(page[^1])}&n={size}>; rel=\"next\"");
        }

        await JsonAnswer.WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new { name = read.Target.Name, tags = page }), "application/json");
    }

    public static async Task ReadReferrersAsync(HttpContext context, GatewayRead read)
    {
        var artifactType = context.Request.Query["artifactType"] is [{ Length: > 0 } type] ? type : null;
        var index = await read.Content.ReadReferrersAsync(read.Repository, Digest.Parse(read.Target.Reference), artifactType, context.RequestAborted);
        if (artifactType is not null) context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        await JsonAnswer.WriteAsync(context, index, "application/vnd.oci.image.index.v1+json");
    }
}
