namespace Roadstead.Testing;

/// <summary>What is started when the first asks for it, and shared from there on.</summary>
public static class StartedPart
{
    /// <summary>Waits for the start and ends what was started. A start that failed has cleaned up after itself, and whoever asked for it has said why.</summary>
    /// <param name="part">Its start; null when nobody asked.</param>
    public static async Task DisposeAsync<T>(Task<T>? part)
        where T : IAsyncDisposable
    {
        if (part is null)
        {
            return;
        }

        await ((Task)part).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (part.IsCompletedSuccessfully)
        {
            await (await part).DisposeAsync();
        }
    }
}
