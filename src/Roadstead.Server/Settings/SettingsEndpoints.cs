using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Settings;

namespace Roadstead.Server.Settings;

internal static class SettingsEndpoints
{
    internal static Ok<Page<SettingView>> List(SettingsService settings)
    {
        var items = settings.List();
        return TypedResults.Ok(new Page<SettingView>(items, null, items.Count));
    }

    internal static async Task<Ok<AboutView>> AboutAsync(AboutService about, CancellationToken cancellationToken) => TypedResults.Ok(await about.ReadAsync(cancellationToken));
}
