using Microsoft.Extensions.Localization;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>Why a registry is unhealthy, in words.</summary>
internal static class RegistryReason
{
    internal static string? Of(RegistryFacet? registry, IStringLocalizer<ConsoleText> t) =>
        registry?.Failure is { } failure ? $"{t[SignalText.Title(failure.Name)]}: {failure.Message ?? failure.Reason}" : null;
}
