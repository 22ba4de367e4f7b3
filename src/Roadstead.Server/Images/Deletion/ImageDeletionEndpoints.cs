using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Http;

namespace Roadstead.Server.Images.Deletion;

internal static class ImageDeletionEndpoints
{
    internal static Results<Ok<ImpactView>, ProblemHttpResult> Impact(
        HttpContext context,
        string r,
        [Description("The name to pull by, without tag.")] string? image,
        [Description("The tag or digest.")] string? reference,
        ImageDeletionService images) =>
        images.Impact(Workspace(context), r, image, reference).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        HttpContext context,
        string r,
        [Description("The name to pull by, without tag.")] string? image,
        [Description("A tag, which goes alone; or a digest, which goes with all its tags.")] string? reference,
        string? acknowledge,
        ImageDeletionService images,
        CancellationToken cancellationToken) =>
        (await images.DeleteAsync(Workspace(context), r, image, reference, acknowledge, cancellationToken)).ToNoContent();

    internal static Results<Ok<ImpactView>, ProblemHttpResult> ImpactOfAll(
        HttpContext context, string r, [Description("The name to pull by, without tag.")] string? image, ImageDeletionService images) =>
        images.ImpactOfAll(Workspace(context), r, image).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAllAsync(
        HttpContext context,
        string r,
        [Description("The name to pull by, without tag.")] string? image,
        string? acknowledge,
        ImageDeletionService images,
        CancellationToken cancellationToken) =>
        (await images.DeleteAllAsync(Workspace(context), r, image, acknowledge, cancellationToken)).ToNoContent();

    private static string? Workspace(HttpContext context) => context.GetRouteValue("w") as string;
}
