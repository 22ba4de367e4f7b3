using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console;
using Roadstead.Server.Console.Assets;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Tests.Console;

/// <summary>Draws one component and gives its markup.</summary>
internal static class Markup
{
    internal static async Task<string> OfAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<AssetStore>();
        services.AddSingleton(new PageContext
        {
            Session = new SessionState(new MeView("mia", PlatformRole.User, [])),
            Now = Some.Now,
            TraceId = "trace-7",
            Path = "/registries",
            PathAndQuery = "/registries?q=a",
        });
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, provider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
            return (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString();
        });
    }

    /// <summary>A text as it stands in markup.</summary>
    internal static string Encoded(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);

    internal static RenderFragment Text(string text) => builder => builder.AddContent(0, text);
}
