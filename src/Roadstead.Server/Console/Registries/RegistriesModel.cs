using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Workspaces;

namespace Roadstead.Server.Console.Registries;

/// <summary>A page of registries: the platform's, or those of one workspace.</summary>
/// <param name="Level">Whose.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's registries.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record RegistriesModel(RegistryLevel Level, ListUrl Url, IReadOnlyList<RegistryView> Items, string? NextCursor, long? Total)
{
    /// <summary>What the workspace's other pages show around their part; null for the platform's registries.</summary>
    public WorkspaceFrame? Frame { get; init; }

    /// <summary>Hosts that stay denied because their registry was unbound.</summary>
    public IReadOnlyList<RemovedHostView> RemovedHosts { get; init; } = [];

    /// <summary>How many registries were unbound while something of Roadstead's still is in them; only the platform's admins see to that.</summary>
    public int Leaving { get; init; }

    public bool AsTable => Url["view"] == "table";

    /// <summary>True when search or filters leave something out: an empty page then has another next step.</summary>
    public bool IsFiltered => Url["q"] is not null || Url["type"] is not null || Url["status"] is not null || Url["origin"] is not null || Url["signal"] is not null;

    /// <summary>True where search and filters are of use.</summary>
    public bool HasTools => Items.Count > 0 || IsFiltered;
}
