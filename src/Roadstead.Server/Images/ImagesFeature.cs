using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.Images.Artifacts;
using Roadstead.Server.Images.Counts;
using Roadstead.Server.Images.Crawl;
using Roadstead.Server.Images.Deletion;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Images;

public static class ImagesFeature
{
    /// <summary>The index, its crawls, and what is found in it.</summary>
    public static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddOptions<ImageOptions>().BindConfiguration(ImageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImageOptions>, ImageOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ImageOptions>>().Value);

        services.AddSingleton<IndexDatabase>();
        services.AddSingleton<IndexWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<IndexWriter>());
        services.AddSingleton<CrawlStore>();
        services.AddSingleton<RepositoryStore>();
        services.AddSingleton<SweepStore>();
        services.AddSingleton<DigestStore>();

        services.AddSingleton<RepositoryReader>();
        services.AddSingleton<CrawlTools>();
        services.AddSingleton<CrawlWorker>();
        services.AddSingleton<ICrawlQueue>(provider => provider.GetRequiredService<CrawlWorker>());
        services.AddSingleton<IIndexProgress>(provider => provider.GetRequiredService<CrawlWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<CrawlWorker>());

        services.AddSingleton<CountService>();
        services.AddSingleton<ISpaceCounts>(provider => provider.GetRequiredService<CountService>());
        services.AddSingleton<ImageStore>();
        services.AddSingleton<ImageService>();
        services.AddSingleton<RegistryContent>();
        services.AddSingleton<FacetService>();
        services.AddSingleton<TagStore>();
        services.AddSingleton<TagService>();
        services.AddSingleton<ArtifactService>();
        services.AddSingleton<ScanCache>();
        services.AddSingleton<ScanService>();
        services.AddSingleton<DeletionImpact>();
        services.AddSingleton<ImageDeletionService>();
        return services;
    }

    public static IEndpointRouteBuilder MapImages(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Images");
        api.MapGet("/namespaces/{cluster}/{namespace}/images", ImagesEndpoints.ListForNamespace)
            .RequireAccess(AccessRule.NamespaceViewer).WithName("ChooseImage").WithSummary("Lists what this namespace may pull, best match first.");
        api.MapGet("/namespaces/{cluster}/{namespace}/tags", ImagesEndpoints.ListTagsAsync)
            .RequireAccess(AccessRule.NamespaceViewer).WithName("ListTags").WithSummary("Lists the tags of an image that this namespace may pull, newest first.");
        api.MapGet("/workspaces/{w}/images", ImagesEndpoints.ListForWorkspace)
            .RequireAccess(AccessRule.WorkspaceViewer).WithName("ListWorkspaceImages").WithSummary("Lists what a workspace may use.");
        api.MapGet("/workspaces/{w}/registries/{r}/images", ImagesEndpoints.ListOfWorkspaceRegistry)
            .RequireAccess(AccessRule.WorkspaceViewer).WithName("ListWorkspaceRegistryImages").WithSummary("Lists what a workspace's own registry holds.");
        api.MapGet("/registries/{r}/images", ImagesEndpoints.ListOfRegistry)
            .RequireAccess(AccessRule.PlatformAdmin).WithName("ListRegistryImages").WithSummary("Lists what a registry holds.");
        MapDeletion(api.MapGroup("/registries/{r}/artifacts").RequireAccess(AccessRule.PlatformAdmin), "");
        MapDeletion(api.MapGroup("/workspaces/{w}/registries/{r}/artifacts").RequireAccess(AccessRule.WorkspaceAdmin), "Workspace");
        MapDeletionOfAll(api.MapGroup("/registries/{r}/images").RequireAccess(AccessRule.PlatformAdmin), "");
        MapDeletionOfAll(api.MapGroup("/workspaces/{w}/registries/{r}/images").RequireAccess(AccessRule.WorkspaceAdmin), "Workspace");
        api.MapGet("/images/artifact", ImagesEndpoints.GetArtifactAsync)
            .RequireAccess(AccessRule.SignedIn).WithName("GetArtifact").WithSummary("Shows what a tag or digest of an image names.");
        return routes;
    }

    private static void MapDeletionOfAll(RouteGroupBuilder images, string whose)
    {
        images.MapDelete("/", ImageDeletionEndpoints.DeleteAllAsync).WithName($"Delete{whose}Image")
            .WithSummary("Deletes an image with all its tags and artifacts, at the registry.");
        images.MapGet("/impact", ImageDeletionEndpoints.ImpactOfAll).WithName($"Get{whose}ImageImpact")
            .WithSummary("Tells what runs with an image, before it is deleted.");
    }

    private static void MapDeletion(RouteGroupBuilder artifacts, string whose)
    {
        artifacts.MapDelete("/", ImageDeletionEndpoints.DeleteAsync).WithName($"Delete{whose}Artifact")
            .WithSummary("Deletes a tag, or by its digest an artifact with all its tags, at the registry.");
        artifacts.MapGet("/impact", ImageDeletionEndpoints.Impact).WithName($"Get{whose}ArtifactImpact")
            .WithSummary("Tells what runs with a tag or digest, before it is deleted.");
    }
}
