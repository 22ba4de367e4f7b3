namespace Roadstead.Core.Access.Internal;

/// <summary>Where a path stands in the image's text, and what comes before it: a string that is made only when somebody wants it.</summary>
/// <param name="Prefix">What the host stands for inside the registry; empty for the whole of it.</param>
/// <param name="IsOfficial">True: <c>library/</c> comes before the written path.</param>
/// <param name="Start">Where the written path begins.</param>
/// <param name="Length">Its length.</param>
/// <param name="LabelLength">The image begins with a label of this length, which is a part of the path and comes after <paramref name="Prefix"/>; 0 for none.</param>
internal readonly record struct ResolvedPath(string Prefix, bool IsOfficial, int Start, int Length, int LabelLength = 0)
{
    private const string Official = "library/";

    public int TotalLength => Length + (IsOfficial ? Official.Length : 0) + (Prefix.Length == 0 ? 0 : Prefix.Length + 1) + (LabelLength == 0 ? 0 : LabelLength + 1);

    /// <summary>True when the written path is the whole path.</summary>
    public bool IsWritten => !IsOfficial && Prefix.Length == 0 && LabelLength == 0;

    public ReadOnlySpan<char> Written(ReadOnlySpan<char> image) => image.Slice(Start, Length);

    /// <summary>Writes the whole path into <paramref name="buffer"/>, which holds <see cref="TotalLength"/> characters.</summary>
    public void Write(ReadOnlySpan<char> image, Span<char> buffer)
    {
        if (Prefix.Length > 0)
        {
            Prefix.CopyTo(buffer);
            buffer[Prefix.Length] = '/';
            buffer = buffer[(Prefix.Length + 1)..];
        }

        if (LabelLength > 0)
        {
            image[..LabelLength].ToLowerInvariant(buffer);
            buffer[LabelLength] = '/';
            buffer = buffer[(LabelLength + 1)..];
        }

        if (IsOfficial)
        {
            Official.CopyTo(buffer);
            buffer = buffer[Official.Length..];
        }

        Written(image).CopyTo(buffer);
    }

    public string ToText(string image)
    {
        if (Prefix is null)
            return "";
        var path = this;
        return string.Create(TotalLength, (path, image), static (buffer, state) => state.path.Write(state.image, buffer));
    }
}
