using System.Globalization;

namespace Roadstead.Registries.Artifactory;

/// <summary>A release of Artifactory, as it names itself: <c>7.46.11</c>.</summary>
internal readonly record struct ArtifactoryVersion(int Major, int Minor, int Patch)
{
    private const string Product = "Artifactory/";

    /// <summary>False for what is no release, such as a build of somebody's own.</summary>
    public static bool TryParse(string? text, out ArtifactoryVersion version)
    {
        version = default;
        var numbers = (text ?? "").Split('-', '+', ' ')[0].Split('.');
        if (numbers.Length < 2 || !Read(numbers[0], out var major) || !Read(numbers[1], out var minor))
        {
            return false;
        }

        version = new ArtifactoryVersion(major, minor, numbers.Length > 2 && Read(numbers[2], out var patch) ? patch : 0);
        return true;
    }

    /// <summary>The release that a header names: <c>Artifactory/7.46.11 74611900</c>; null when it names none.</summary>
    public static ArtifactoryVersion? InHeader(string? text) =>
        text is not null && text.StartsWith(Product, StringComparison.OrdinalIgnoreCase) && TryParse(text[Product.Length..], out var version) ? version : null;

    /// <summary>True for this release and everything after it.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool Read(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
