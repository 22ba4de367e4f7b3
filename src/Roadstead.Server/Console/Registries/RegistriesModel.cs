using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Registries;

/// <summary>A page of registries: the platform's, or those of one workspace.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's registries.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
/// <param name="Workspace">The workspace; null for the platform's registries.</param>
/// <param name="MayChange">True: integrate, edit and unbind are shown.</param>
public sealed record RegistriesModel(
    ListUrl Url,
    IReadOnlyList<RegistryView> Items,
    string? NextCursor,
    long? Total,
    string? Workspace,
    bool MayChange)
{
    public bool AsTable => Url["view"] == "table";

    /// <summary>True when search or filters leave something out: an empty page then has another next step.</summary>
    public bool IsFiltered => Url["q"] is not null || Url["type"] is not null || Url["status"] is not null || Url["origin"] is not null;

    public RegistryLinks LinksOf(RegistryView registry) => new(registry.Name, Workspace);

    public string IntegratePath => Workspace is null ? ConsolePaths.IntegrateRegistry : $"{ConsolePaths.Workspace(Workspace)}/registries/integrate";
}
