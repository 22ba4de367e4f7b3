namespace Roadstead.Testing.Harbor.Labels;

/// <summary>The labels.</summary>
internal sealed class LabelStore
{
    private long lastId;

    public List<LabelState> All { get; } = [];

    public LabelState? Find(long id) => All.Find(label => label.Id == id);

    public LabelState Add(string name, long projectId, DateTimeOffset now)
    {
        var label = new LabelState(++lastId, name, projectId, now);
        All.Add(label);
        return label;
    }
}
