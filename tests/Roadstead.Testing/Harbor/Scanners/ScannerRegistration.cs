using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>A scanner that was registered with the fake.</summary>
internal sealed class ScannerRegistration
{
    public string Uuid { get; } = Guid.NewGuid().ToString();

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Base address of its API: <c>http://host:port/api/v1</c>.</summary>
    public required Uri Url { get; set; }

    public string Auth { get; set; } = "";

    public string AccessCredential { get; set; } = "";

    public bool SkipCertVerify { get; set; }

    public bool UseInternalAddress { get; set; }

    public bool Disabled { get; set; }

    public bool IsDefault { get; set; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; set; }

    /// <summary>What it said of itself when it was registered.</summary>
    public required ScannerMetadata Metadata { get; init; }

    public JsonObject ToJson() => new()
    {
        ["uuid"] = Uuid,
        ["name"] = Name,
        ["description"] = Description,
        ["url"] = Url.OriginalString,
        ["auth"] = Auth,
        ["access_credential"] = AccessCredential,
        ["skip_certVerify"] = SkipCertVerify,
        ["use_internal_addr"] = UseInternalAddress,
        ["disabled"] = Disabled,
        ["is_default"] = IsDefault,
    };
}
