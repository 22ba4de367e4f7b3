using Roadstead.Core.Errors;

namespace Roadstead.Server.Storage;

/// <summary>Repeats changes that read, decide and commit, and found at the commit that another had been faster.</summary>
internal static class LostRace
{
    private const int Attempts = 8;

    /// <summary>True when another change added the same row first, or took away a row that is edited or referred to.</summary>
    public static bool Is(CommitResult result) => result.Status is CommitStatus.Duplicate or CommitStatus.Referenced or CommitStatus.Gone;

    /// <param name="tryOnce">Begins anew with a fresh context; null when the race was lost.</param>
    /// <param name="cancellationToken">Ends the attempts, not one that has begun to commit.</param>
    public static async Task<Outcome<T>> RepeatAsync<T>(Func<Task<Outcome<T>?>> tryOnce, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await tryOnce() is { } outcome)
                return outcome;
        }

        return new Problem(ErrorCodes.StoreBusy);
    }
}
