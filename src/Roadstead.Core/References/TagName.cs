using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>A tag: 1-128 characters of A-Z, a-z, 0-9, '_', '.', '-', not beginning with '.' or '-'. Case matters (OCI distribution spec).</summary>
public sealed record TagName
{
    /// <summary>The tag that a reference without tag and digest means: <c>latest</c>.</summary>
    public static readonly TagName Latest = new("latest");

    private TagName(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>False when <paramref name="text"/> is null or not a valid tag; never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TagName? tag)
    {
        tag = text is not null && ReferenceGrammar.IsTag(text) ? new TagName(text) : null;
        return tag is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
