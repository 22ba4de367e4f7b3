using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>One browser for all tests (an assembly fixture), started when the first asks for it: each visit has a context of its own there, with its own cookies and cache.</summary>
public sealed class SharedChromium : IAsyncDisposable
{
    private readonly Lazy<Task<Chromium>> chromium = new(Chromium.StartAsync);

    public Task<Chromium> StartedAsync() => chromium.Value;

    public async ValueTask DisposeAsync() => await StartedPart.DisposeAsync(chromium.IsValueCreated ? chromium.Value : null);
}
