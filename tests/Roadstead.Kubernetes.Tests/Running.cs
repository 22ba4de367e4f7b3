namespace Roadstead.Kubernetes.Tests;

/// <summary>Something that runs until the end of a test. Its failure is the test's.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly Task running;

    public Running(Func<CancellationToken, Task> run) => running = Task.Run(() => run(ending.Token));

    /// <summary>Ends it and waits for that.</summary>
    public async Task EndAsync()
    {
        await ending.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ending.Dispose();
    }
}
