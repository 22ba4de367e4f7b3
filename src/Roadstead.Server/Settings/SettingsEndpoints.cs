using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Settings;

namespace Roadstead.Server.Settings;

internal static class SettingsEndpoints
{
    internal static Ok<IReadOnlyList<SettingView>> List(SettingsService settings) => TypedResults.Ok(settings.List());

    internal static async Task<Ok<AboutView>> AboutAsync(AboutService about, CancellationToken cancellationToken) => TypedResults.Ok(await about.ReadAsync(cancellationToken));
}
