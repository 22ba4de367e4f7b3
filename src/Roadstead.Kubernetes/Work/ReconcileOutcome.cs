namespace Roadstead.Kubernetes.Work;

/// <summary>What should happen next with a key, after what is and what should be were compared. A failure is no outcome: throw it.</summary>
public abstract record ReconcileOutcome
{
    private ReconcileOutcome()
    {
    }

    /// <summary>It is as it should be.</summary>
    /// <param name="Again">When to look again; null: when somebody says so.</param>
    public sealed record Done(TimeSpan? Again = null) : ReconcileOutcome;

    /// <summary>Something else has to happen first.</summary>
    /// <param name="Reason">Stable code, kebab-case.</param>
    /// <param name="Message">What it waits for, in words.</param>
    /// <param name="After">When to look again.</param>
    public sealed record Waiting(string Reason, string Message, TimeSpan After) : ReconcileOutcome;

    /// <summary>Somebody has to do something; looked at again only when told.</summary>
    /// <param name="Reason">Stable code, kebab-case.</param>
    /// <param name="Message">What is wrong and what to do.</param>
    public sealed record Stalled(string Reason, string Message) : ReconcileOutcome;
}
