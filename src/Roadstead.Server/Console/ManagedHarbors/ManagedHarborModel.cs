using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>A Harbor in a cluster, and how it does: what an open page asks for again until it is done.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Harbor">The Harbor; null when it is gone.</param>
public sealed record ManagedHarborModel(string Cluster, string Namespace, string Name, ManagedHarborView? Harbor)
{
    /// <summary>True when this is sent alone, into a page whose title shows the state as well.</summary>
    public bool IsUpdate { get; init; }

    public string Path => ConsolePaths.ManagedHarbor(Cluster, Namespace, Name);

    /// <summary>When htmx asks again; null to rest.</summary>
    public string? Trigger => Harbor is null ? null : HarborPace.Of([Harbor]);

    public bool IsDeleting => Harbor is null or { Instance.State: HarborInstanceState.Deleting or HarborInstanceState.Gone };

    public bool MayChange => Harbor is { MadeHere: true } && !IsDeleting;

    /// <summary>True when asking for its integration does something.</summary>
    public bool MayIntegrate => !IsDeleting && Harbor is { Integration.State: HarborIntegrationState.NotAsked or HarborIntegrationState.Failing or HarborIntegrationState.Removed };
}
