using Microsoft.Extensions.Localization;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Registries;

namespace Roadstead.Server.Console.Images;

/// <summary>From where images are looked at: a namespace that may pull them, or the registry that holds them. The same pages serve both.</summary>
/// <param name="List">The address of the list of images.</param>
public sealed record ImageViewpoint(string List)
{
    /// <summary>The cluster; null at a registry.</summary>
    public string? Cluster { get; private init; }

    /// <summary>The namespace; null at a registry.</summary>
    public string? Namespace { get; private init; }

    /// <summary>Whose registry; null at a namespace.</summary>
    public RegistryLevel? Level { get; private init; }

    /// <summary>The registry; null at a namespace.</summary>
    public string? Registry { get; private init; }

    public static ImageViewpoint OfNamespace(string cluster, string ns) => new(ConsolePaths.ImagesOf(cluster, ns)) { Cluster = cluster, Namespace = ns };

    public static ImageViewpoint OfRegistry(RegistryLevel level, string registry) => new(level.LinksOf(registry).Images) { Level = level, Registry = registry };

    /// <summary>Why an image may be pulled or not; null at a registry, which does not pull.</summary>
    public string? Access(string image) => Cluster is null ? null : ConsolePaths.AccessTo(Cluster, Namespace!, image);

    public string TagsOf(string image) => new ListUrl(List + "/tags").With("image", image).ToString();

    public ListUrl Artifact(string image, string reference) => new ListUrl(List + "/artifact").With("image", image).With("reference", reference);

    /// <summary>What a scan found in a digest.</summary>
    public string Scan(string image, string digest) => new ListUrl(List + "/scan").With("image", image).With("reference", digest).ToString();

    /// <summary>Deletes a tag or digest; at a registry alone.</summary>
    public string Delete(string image, string reference) => new ListUrl(List + "/delete").With("image", image).With("reference", reference).ToString();

    /// <summary>Deletes an image whole; at a registry alone.</summary>
    public string DeleteAll(string image) => new ListUrl(List + "/delete-all").With("image", image).ToString();

    /// <summary>The pages above, down to the list.</summary>
    internal IReadOnlyList<Crumb> Way(IStringLocalizer<ConsoleText> t) => Level is null
        ? [new(t["Choose image"], ConsolePaths.Images), new($"{Cluster} / {Namespace}", List)]
        : [.. Level.Way(t, new Crumb(Registry!, Level.LinksOf(Registry!).Overview)), new(t["Images"], List)];
}
