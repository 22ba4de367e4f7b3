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
        name = string.IsNullOrEmpty(text) ? null : new RepositoryName(text);
        return name is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
