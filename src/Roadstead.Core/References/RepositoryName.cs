using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>Name of a repository within a registry: lower-case path components joined by '/', 1-255 characters (OCI distribution spec, name).</summary>
public sealed record RepositoryName
{
    private RepositoryName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>False when <paramref name="text"/> is null or not a valid name; never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RepositoryName? name)
    {
        name = text is not null && IsValid(text) ? new RepositoryName(text) : null;
        return name is not null;
    }

    /// <summary>The name of <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">The text is no repository name.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no repository name.");

    /// <summary>What <see cref="TryParse"/> asks, without making anything.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => text.Length <= ReferenceGrammar.MaxPathLength && ReferenceGrammar.IsPath(text);

    /// <summary>
    /// True when the name is <paramref name="prefix"/> or stands below it by whole segments: <c>team-a</c> holds <c>team-a</c> and <c>team-a/app</c>,
    /// never <c>team-ab</c>. The empty prefix holds every name.
    /// </summary>
    public static bool IsWithin(ReadOnlySpan<char> name, ReadOnlySpan<char> prefix) =>
        prefix.IsEmpty || (name.StartsWith(prefix) && (name.Length == prefix.Length || name[prefix.Length] == '/'));

    /// <inheritdoc />
    public override string ToString() => Value;
}
