using System.Diagnostics.CodeAnalysis;

namespace Roadstead.Core.References;

/// <summary>
/// A content digest: <c>sha256:</c> and 64, <c>sha384:</c> and 96 or <c>sha512:</c> and 128 hexadecimal digits, all lower case
/// (github.com/opencontainers/go-digest; other algorithms are refused, as there).
/// </summary>
public sealed record Digest
{
    private Digest(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary><c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</summary>
    public string Algorithm => Value[..6];

    /// <summary>The digits after the colon, lower case.</summary>
    public string Hex => Value[7..];

    /// <summary>False when <paramref name="text"/> is null or not a valid digest; never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = text is not null && Check(text) == ReferenceError.None ? new Digest(text) : null;
        return digest is not null;
    }

    /// <summary>The digest of <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">The text is no digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is no digest.");

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>Digest.Validate of go-digest, in its order.</summary>
    internal static ReferenceError Check(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0 || colon + 1 == text.Length)
            return ReferenceError.DigestFormat;

        var hexLength = text[..colon] switch
        {
            "sha256" => 64,
            "sha384" => 96,
            "sha512" => 128,
            _ => 0,
        };
        if (hexLength == 0)
            return ReferenceGrammar.HasAsciiUppercase(text[..colon]) ? ReferenceError.DigestFormat : ReferenceError.DigestAlgorithm;
        if (text.Length - colon - 1 != hexLength)
            return ReferenceError.DigestLength;
        return ReferenceGrammar.IsLowerHex(text[(colon + 1)..]) ? ReferenceError.None : ReferenceError.DigestFormat;
    }
}
