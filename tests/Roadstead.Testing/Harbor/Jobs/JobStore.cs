namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>What runs in the background: executions and their tasks share one count each, whatever they are of.</summary>
internal sealed class JobStore
{
    private long lastExecution;
    private long lastTask;

    public List<CollectionState> Collections { get; } = [];

    /// <summary>When garbage is collected; null for never.</summary>
    public CollectionSchedule? Schedule { get; set; }

    /// <summary>Executions that ended before say so, however young they are; a test sets it.</summary>
    public DateTimeOffset SettledAt { get; set; }

    /// <summary>Whether an execution says that it is over, which the real one does late.</summary>
    public bool IsOver(HarborState state, DateTimeOffset ended) => ended <= SettledAt || state.Now - ended >= state.Settings.ExecutionDelay;

    public long NextExecution() => ++lastExecution;

    public long NextTask() => ++lastTask;
}
