using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Console.Images.Choosing;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Artifacts;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Console.Images.Notes;

/// <summary>What there is to know of an image before a namespace runs it: may it, can its nodes, is its registry well, what did a scanner find.</summary>
internal sealed class ImageNoteService(FacetService facets, TagService tags, ScanService scans, IStringLocalizer<ConsoleText> t)
{
    private const int MaxImageCharacters = 2048;

    /// <summary>From memory alone.</summary>
    public ImageNotesModel Known(string cluster, string ns, string? image)
    {
        var model = new ImageNotesModel(ConsolePaths.ImageNotes(cluster, ns), image, []);
        if (Find(cluster, ns, image) is not { } place)
            return model with { Notes = Refusal(cluster, ns, image) };
        var tag = Tag(cluster, place, image!);
        return model with { Notes = Notes(place, tag, tag is null ? null : scans.FindKnown(place, tag.Digest)), IsWhole = tag is null || !scans.CanTell(place) };
    }

    /// <summary>The same, with what the registry's scanner tells in time.</summary>
    public async Task<ImageNotesModel> FindAsync(string cluster, string ns, string? image, CancellationToken cancellationToken)
    {
        var known = Known(cluster, ns, image);
        if (known.IsWhole || Find(cluster, ns, image) is not { } place || Tag(cluster, place, image!) is not { } tag)
            return known with { IsWhole = true };
        var found = await scans.FindManyAsync(place, [tag.Digest], cancellationToken);
        return known with { Notes = Notes(place, tag, found.GetValueOrDefault(tag.Digest)), IsWhole = true };
    }

    /// <summary>Of a tag in a list: what its nodes and its scan say.</summary>
    public IReadOnlyList<ImageNote> Of(TagView tag, ScanSummary? scan) => [.. Fit(tag), .. Scan(scan)];

    private List<ImageNote> Notes(ImagePlace place, TagView? tag, ScanSummary? scan)
    {
        var notes = new List<ImageNote>();
        if (tag is not null) notes.AddRange(Of(tag, scan));
        if (place.Registry.Status == RegistryStatus.Unhealthy)
            notes.Add(new ImageNote($"{t["{0} is unhealthy", place.Registry.Name]}. {RegistryReason.Of(place.Registry, t)} {t["A pull may fail until it is mended."]}", IsGrave: true));
        return notes;
    }

    private IEnumerable<ImageNote> Fit(TagView tag) => tag.NodeFit switch
    {
        NodeFit.None => [new ImageNote(t["No node of the cluster can run it: it is for {0}, the nodes are {1}.", string.Join(", ", tag.Platforms), string.Join(", ", tag.MissingPlatforms)], IsGrave: true)],
        NodeFit.Some => [new ImageNote(t["Nodes of the cluster that are {0} cannot run it.", string.Join(", ", tag.MissingPlatforms)], IsGrave: false)],
        _ => [],
    };

    private IEnumerable<ImageNote> Scan(ScanSummary? scan) => scan is { Severity: "critical", Total: > 0 }
        ? [new ImageNote(t["The registry's scanner found critical vulnerabilities: {0} findings in all, {1} of them mended by a newer version.", scan.Total, scan.Fixable], IsGrave: true)]
        : [];

    private ImagePlace? Find(string cluster, string ns, string? image) =>
        image is { Length: > 0 and <= MaxImageCharacters } && facets.Locate(cluster, ns, image) is { IsSuccess: true } place ? place.Value : null;

    private IReadOnlyList<ImageNote> Refusal(string cluster, string ns, string? image) =>
        image is { Length: > 0 and <= MaxImageCharacters } && facets.Locate(cluster, ns, image) is { IsSuccess: false, Problem: { } problem } && problem.Code == ErrorCodes.ImageNotAllowed
            ? [new ImageNote(t["This namespace may not pull it."], IsGrave: true, ConsolePaths.AccessTo(cluster, ns, image), t["Ask why"])]
            : [];

    private TagView? Tag(string cluster, ImagePlace place, string image) => ImageReference.TryParse(image.Trim(), out var named)
        ? tags.FindKnown(cluster, place, named.Digest?.Value ?? (named.Tag ?? TagName.Latest).Value)
        : null;
}
