namespace Roadstead.Testing.Harbor.Registries;

/// <summary>The registry endpoints. A create that failed on a taken name burns no id.</summary>
internal sealed class EndpointStore
{
    private long lastId;

    public List<EndpointState> All { get; } = [];

    public EndpointState? Find(long id) => All.Find(endpoint => endpoint.Id == id);

    public long NextId() => ++lastId;
}
