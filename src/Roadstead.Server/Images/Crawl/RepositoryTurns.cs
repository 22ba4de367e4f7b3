namespace Roadstead.Server.Images.Crawl;

/// <summary>
/// One reading of a repository at a time, whoever asks for it: what was seen earlier must not be written over what was seen later. Each repository by itself,
/// so that a registry that hangs holds up no other. Safe for any number of threads.
/// </summary>
internal sealed class RepositoryTurns
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Guid RegistryId, string Path), Turn> turns = [];

    /// <summary>Waits for the turn; disposing the answer ends it.</summary>
    public async Task<IDisposable> TakeAsync(Guid registryId, string path, CancellationToken cancellationToken)
    {
        var key = (registryId, path);
        Turn? turn;
        lock (gate)
        {
            if (!turns.TryGetValue(key, out turn)) turns[key] = turn = new Turn();
            turn.Askers++;
        }

        try
        {
            await turn.Place.WaitAsync(cancellationToken);
            return new Taken(() => Leave(key, turn, hasPlace: true));
        }
        catch
        {
            Leave(key, turn, hasPlace: false);
            throw;
        }
    }

    private void Leave((Guid RegistryId, string Path) key, Turn turn, bool hasPlace)
    {
        lock (gate)
        {
            if (hasPlace) turn.Place.Release();
            if (--turn.Askers > 0) return;
            turns.Remove(key);
            turn.Place.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Place { get; } = new(1, 1);

        public int Askers { get; set; }
    }

    private sealed class Taken(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
