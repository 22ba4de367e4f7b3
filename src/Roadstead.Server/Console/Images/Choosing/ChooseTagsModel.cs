using System.Text;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images.Notes;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>The second half of choose image: which tag, and whether by its digest.</summary>
/// <param name="For">What it is chosen for.</param>
/// <param name="Place">Where the image is.</param>
/// <param name="Url">The list's state, and that of the list of images before.</param>
/// <param name="Items">This page's tags, newest first.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000, or not known.</param>
/// <param name="Problem">Why no tags can be told; null when they can.</param>
public sealed record ChooseTagsModel(ChooseFor For, ImagePlace Place, ListUrl Url, IReadOnlyList<TagView> Items, string? NextCursor, long? Total, Problem? Problem)
{
    public const string Search = "tag";
    public const string Pin = "pin";

    /// <summary>What there is to know of tags, by their names; those without are missing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ImageNote>> Notes { get; init; } = new Dictionary<string, IReadOnlyList<ImageNote>>();

    /// <summary>Where what a scanner found of these tags is asked for; null where the registry has none, or all of it is here.</summary>
    public string? Findings { get; init; }

    /// <summary>True: the digest is chosen, which always runs the same.</summary>
    public bool IsPinned => Url[Pin] is not null;

    public bool IsUnhealthy => Place.Registry.Status == RegistryStatus.Unhealthy;

    /// <summary>The list of images, as it was left.</summary>
    public string Images(string path) => new[] { ChooseFor.Field, "q", "show", "from" }.Aggregate(new ListUrl(path), (url, key) => url.With(key, Url[key])).ToString();

    /// <summary>The id of the element that holds a tag's notes: hexadecimal, because a tag may hold what a selector does not.</summary>
    public static string NotesId(TagView tag) => "notes-" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(tag.Tag));

    /// <summary>What is chosen with a tag.</summary>
    public string Reference(TagView tag) => IsPinned && tag.Digest.Length > 0 ? $"{Place.Image}@{tag.Digest}" : tag.Reference;
}
