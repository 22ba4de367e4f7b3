using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>What a scanner says of itself at <c>/metadata</c>.</summary>
internal sealed record ScannerMetadata(JsonObject Document)
{
    /// <summary>Name, vendor and version.</summary>
    public JsonObject Scanner => Document["scanner"]!.AsObject();

    /// <summary>Whether it scans manifests of this media type.</summary>
    public bool Consumes(string type) => Lists("consumes_mime_types").Contains(type);

    /// <summary>Media types of its reports, in its order.</summary>
    public IReadOnlyList<string> Produces => [.. Lists("produces_mime_types")];

    private IEnumerable<string> Lists(string name) =>
        Document["capabilities"]!.AsArray().SelectMany(capability => capability![name]!.AsArray()).Select(type => type!.GetValue<string>());
}
