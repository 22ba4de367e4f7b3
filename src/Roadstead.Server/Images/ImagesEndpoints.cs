using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images.Artifacts;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Images;

internal static class ImagesEndpoints
{
    internal static Results<Ok<Page<ImageView>>, ProblemHttpResult> ListForNamespace(
        string cluster, [Description("The namespace.")] string @namespace, [AsParameters] ListQuery query, [AsParameters] ImageFilter filter, ImageService images, CancellationToken cancellationToken) =>
        images.ListForNamespace(cluster, @namespace, filter, query, cancellationToken).ToOk();

    internal static Results<Ok<Page<ImageView>>, ProblemHttpResult> ListForWorkspace(
        string w, [AsParameters] ListQuery query, [AsParameters] ImageFilter filter, ImageService images, CancellationToken cancellationToken) =>
        images.ListForWorkspace(w, filter, query, cancellationToken).ToOk();

    internal static Results<Ok<Page<ImageView>>, ProblemHttpResult> ListOfRegistry(
        string r, [AsParameters] ListQuery query, [AsParameters] ImageFilter filter, ImageService images, CancellationToken cancellationToken) =>
        images.ListOfRegistry(null, r, filter, query, cancellationToken).ToOk();

    internal static Results<Ok<Page<ImageView>>, ProblemHttpResult> ListOfWorkspaceRegistry(
        string w, string r, [AsParameters] ListQuery query, [AsParameters] ImageFilter filter, ImageService images, CancellationToken cancellationToken) =>
        images.ListOfRegistry(w, r, filter, query, cancellationToken).ToOk();

    internal static async Task<Results<Ok<Page<TagView>>, ProblemHttpResult>> ListTagsAsync(
        string cluster,
        [Description("The namespace.")] string @namespace,
        [Description("The name to pull by; the registry's own name does too.")] string? image,
        [AsParameters] ListQuery query,
        TagService tags,
        CancellationToken cancellationToken) =>
        (await tags.ListAsync(cluster, @namespace, image, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ArtifactView>, ProblemHttpResult>> GetArtifactAsync(
        [Description("The name to pull by, without tag.")] string? image,
        [Description("A tag or digest; 'latest' by default.")] string? reference,
        Caller caller,
        ArtifactService artifacts,
        CancellationToken cancellationToken) =>
        (await artifacts.GetAsync(image, reference, caller, cancellationToken)).ToOk();
}
