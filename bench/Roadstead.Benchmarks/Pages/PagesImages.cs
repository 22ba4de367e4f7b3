using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Storage;

namespace Roadstead.Benchmarks.Pages;

/// <summary>The images of a platform, as its registries would have told them: the same number in each space.</summary>
internal static class PagesImages
{
    public static async Task AddAsync(IServiceProvider services, RoadsteadDb db, PagesWorld world)
    {
        var crawls = services.GetRequiredService<CrawlStore>();
        var spaces = await db.Spaces.Select(space => new { space.RegistryId, space.Prefix }).ToListAsync();
        var each = world.Images / world.Spaces;
        foreach (var registry in spaces.GroupBy(space => space.RegistryId))
        {
            var crawl = await crawls.BeginAsync(registry.Key, CancellationToken.None);
            var names = registry.SelectMany(space => Enumerable.Range(0, each).Select(i => new RemoteRepository(RepositoryName.Parse($"{space.Prefix}/app-{i}"), null, null)));
            foreach (var chunk in names.Chunk(CrawlStore.NamesAtOnce))
                await crawls.AddNamesAsync(crawl, chunk, CancellationToken.None);
        }

        // Ages in no order of the names.
        await services.GetRequiredService<IndexWriter>().WriteAsync(1, session => { session.Execute("UPDATE repositories SET updated_at = 638000000000000000 + (id * 7919) % 100003"); }, CancellationToken.None);
    }
}
