using Roadstead.Core.Contracts.Settings;
using Roadstead.Server.Http;
using Roadstead.Server.Settings;

namespace Roadstead.Server.Console.Settings;

internal static class SettingsPageEndpoints
{
    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Settings, (SettingsService settings) => ConsoleResults.Page<SettingsPage, SettingsModel>(new SettingsModel(settings.List()))).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapGet(ConsolePaths.About, AboutAsync).RequireAccess(AccessRule.PlatformAdmin);
    }

    private static async Task<IResult> AboutAsync(AboutService about, CancellationToken cancellationToken) =>
        ConsoleResults.Page<AboutPage, AboutView>(await about.ReadAsync(cancellationToken));
}
