using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>A content digest: <c>algorithm:hex</c>, sha256 or sha512.</summary>
public sealed record Digest
{
    private Digest(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>False when <paramref name="text"/> is null or not a valid digest; never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = string.IsNullOrEmpty(text) ? null : new Digest(text);
        return digest is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
