namespace Roadstead.Server.Console.Dashboard;

/// <summary>The steps of the first run, for whomever they are.</summary>
/// <param name="All">In their order.</param>
public sealed record FirstStepsModel(IReadOnlyList<FirstStep> All)
{
    public int Done => All.Count(step => step.Done);

    public bool IsDone => Done == All.Count;

    /// <summary>The first step that is still to do; null when all are done.</summary>
    public FirstStep? Next => All.FirstOrDefault(step => !step.Done);
}
