namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Which Harbor of which cluster.</summary>
internal readonly record struct HarborKey(string Cluster, string Namespace, string Name)
{
    public override string ToString() => $"{Cluster}/{Namespace}/{Name}";
}
