namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Pulls that were not written down yet: Harbor collects their times and numbers for some seconds.</summary>
internal sealed class PullStore(HarborState state)
{
    private readonly Queue<(ArtifactState Artifact, TagState? Tag, DateTimeOffset Time)> pulls = [];

    /// <summary>The gate is held.</summary>
    public void Add(ArtifactState artifact, TagState? tag)
    {
        pulls.Enqueue((artifact, tag, state.Now));
        WriteDue();
    }

    /// <summary>Writes down what is old enough; the gate is held.</summary>
    public void WriteDue()
    {
        while (pulls.TryPeek(out var pull) && state.Now - pull.Time >= state.Settings.PullDelay)
        {
            Write(pulls.Dequeue());
        }
    }

    /// <summary>Writes down everything; the gate is held.</summary>
    public void WriteAll()
    {
        while (pulls.TryDequeue(out var pull))
        {
            Write(pull);
        }
    }

    private static void Write((ArtifactState Artifact, TagState? Tag, DateTimeOffset Time) pull)
    {
        pull.Artifact.PulledAt = pull.Time;
        pull.Artifact.Repository.PullCount++;
        pull.Tag?.PulledAt = pull.Time;
    }
}
