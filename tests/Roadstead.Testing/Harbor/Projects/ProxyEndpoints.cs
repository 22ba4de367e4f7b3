namespace Roadstead.Testing.Harbor.Projects;

/// <summary>The registries that proxy-cache projects pull from: ids and addresses.</summary>
internal sealed class ProxyEndpoints
{
    private readonly Dictionary<long, Uri> addresses = [];

    public Uri? Find(long id) => addresses.GetValueOrDefault(id);

    public void Add(long id, Uri address) => addresses[id] = address;

    public void Remove(long id) => addresses.Remove(id);
}
