namespace Roadstead.Server.Identity;

/// <summary>One password of a name at a time: many guesses at once must not slip past the count that locks the account.</summary>
public sealed class PasswordTurns : IDisposable
{
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var turn = turns[(uint)name.GetHashCode(StringComparison.Ordinal) % turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose()
    {
        foreach (var turn in turns)
            turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
