namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>What runs in the background: executions and their tasks share one count each, whatever they are of.</summary>
internal sealed class JobStore
{
    private long lastExecution;
    private long lastTask;

    public List<CollectionState> Collections { get; } = [];

    /// <summary>When garbage is collected; null for never.</summary>
    public CollectionSchedule? Schedule { get; set; }

    public long NextExecution() => ++lastExecution;

    public long NextTask() => ++lastTask;
}
