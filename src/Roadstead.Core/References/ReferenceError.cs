namespace Roadstead.Core.References;

/// <summary>Why a text is no image reference. The words that belong to each stand in <see cref="ImageReference"/>.</summary>
internal enum ReferenceError
{
    None,

    /// <summary>64 hexadecimal digits: an image ID.</summary>
    Identifier,

    /// <summary>The path has upper-case letters.</summary>
    Uppercase,

    /// <summary>Anything else that the grammar does not allow.</summary>
    Format,

    /// <summary>The path is longer than 255 characters.</summary>
    TooLong,

    /// <summary>The digest's characters are wrong.</summary>
    DigestFormat,

    /// <summary>The digest is too short or too long for its algorithm.</summary>
    DigestLength,

    /// <summary>The digest's algorithm is none of sha256, sha384 and sha512.</summary>
    DigestAlgorithm,
}
