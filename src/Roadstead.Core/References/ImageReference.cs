using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>
/// A reference to an image, normalised as container runtimes do it (github.com/distribution/reference, ParseNormalizedNamed):
/// <c>nginx</c> is <c>docker.io/library/nginx</c>. The host keeps the case that it was written in; whoever compares hosts folds them
/// (<see cref="RegistryHost"/>).
/// </summary>
public sealed record ImageReference
{
    private ImageReference(string domain, string path, TagName? tag, Digest? digest)
    {
        Domain = domain;
        Path = path;
        Tag = tag;
        Digest = digest;
    }

    /// <summary><c>host[:port]</c> as written. Empty for texts such as <c>a_b.com/c</c>, which the rules let pass although no host has that form; the access map refuses them.</summary>
    public string Domain { get; }

    /// <summary>The repository within the host, 1-255 characters, lower case; <c>library/</c> is filled in for Docker Hub.</summary>
    public string Path { get; }

    /// <summary>Null when none is written.</summary>
    public TagName? Tag { get; }

    /// <summary>Null when none is written. With a tag as well, the digest decides what is pulled.</summary>
    public Digest? Digest { get; }

    /// <summary>Domain and path, without tag and digest.</summary>
    public string Name => Domain.Length == 0 ? Path : $"{Domain}/{Path}";

    /// <summary>The short form that people write: <c>nginx:1</c> for <c>docker.io/library/nginx:1</c>.</summary>
    public string Familiar => FamiliarName + Suffix(Tag);

    /// <summary>The whole reference, with <c>:latest</c> when neither tag nor digest is written.</summary>
    public string TagNameOnly => Name + Suffix(Tag ?? (Digest is null ? TagName.Latest : null));

    private string FamiliarName
    {
        get
        {
            if (Domain != ReferenceText.DefaultDomain)
                return Name;
            var isOfficial = Path.StartsWith(ReferenceText.OfficialPrefix, StringComparison.Ordinal) && Path.LastIndexOf('/') < ReferenceText.OfficialPrefix.Length;
            return isOfficial ? Path[ReferenceText.OfficialPrefix.Length..] : Path;
        }
    }

    /// <summary>False when <paramref name="text"/> is no reference; <paramref name="error"/> then says why, in the library's own words. Never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        text ??= "";
        var failure = ReferenceText.Parse(text, out var parsed);
        if (failure != ReferenceError.None)
        {
            reference = null;
            error = Words(failure, text);
            return false;
        }

        var path = parsed.IsOfficial ? string.Concat(ReferenceText.OfficialPrefix, parsed.WrittenPath) : parsed.WrittenPath.ToString();
        var tag = TagName.TryParse(parsed.Tag.ToString(), out var written) ? written : null;
        var digest = Digest.TryParse(parsed.Digest.ToString(), out var exact) ? exact : null;
        reference = new ImageReference(parsed.Domain.ToString(), path, tag, digest);
        error = null;
        return true;
    }

    /// <summary>False when <paramref name="text"/> is no reference. Never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference) => TryParse(text, out reference, out _);

    /// <summary>The whole reference: parsed again it is equal to this one.</summary>
    public override string ToString() => Name + Suffix(Tag);

    private string Suffix(TagName? tag) => (tag is null ? "" : ":" + tag.Value) + (Digest is null ? "" : "@" + Digest.Value);

    private static string Words(ReferenceError error, string text) => error switch
    {
        ReferenceError.Identifier => $"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings",
        ReferenceError.Uppercase => $"invalid reference format: repository name ({WrittenName(text)}) must be lowercase",
        ReferenceError.TooLong => "repository name must not be more than 255 characters",
        ReferenceError.DigestFormat => "invalid checksum digest format",
        ReferenceError.DigestLength => "invalid checksum digest length",
        ReferenceError.DigestAlgorithm => "unsupported digest algorithm",
        // A first component such as A_B.com is neither a host nor a path, yet would be a path in lower case.
        _ => IsReferenceInLowerCase(text) ? "repository name must be lowercase" : "invalid reference format",
    };

    private static string WrittenName(string text)
    {
        var (_, isDefault, start) = ReferenceText.SplitDomain(text);
        var remainder = text.AsSpan(start);
        var name = ReferenceText.NameBeforeTag(remainder).ToString();
        return isDefault && !remainder.Contains('/') ? ReferenceText.OfficialPrefix + name : name;
    }

    private static bool IsReferenceInLowerCase(string text)
    {
#pragma warning disable CA1308 // the library lowers, and lower case is the form of names
        var lower = text.ToLowerInvariant();
#pragma warning restore CA1308
        return lower != text && ReferenceText.Parse(lower, out _) is not (ReferenceError.Format or ReferenceError.Identifier);
    }
}
