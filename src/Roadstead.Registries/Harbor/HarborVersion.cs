using System.Globalization;

namespace Roadstead.Registries.Harbor;

/// <summary>A release of Harbor, as it names itself: <c>v2.15.2-080b0220</c>.</summary>
internal readonly record struct HarborVersion(int Major, int Minor, int Patch)
{
    /// <summary>False for what is no release, such as a build of somebody's own.</summary>
    public static bool TryParse(string? text, out HarborVersion version)
    {
        version = default;
        var numbers = (text ?? "").TrimStart('v').Split('-', '+')[0].Split('.');
        if (numbers.Length < 2 || !Read(numbers[0], out var major) || !Read(numbers[1], out var minor))
        {
            return false;
        }

        version = new HarborVersion(major, minor, numbers.Length > 2 && Read(numbers[2], out var patch) ? patch : 0);
        return true;
    }

    /// <summary>True for 2.<paramref name="minor"/> and everything after it.</summary>
    public bool IsAtLeast(int minor) => Major > 2 || (Major == 2 && Minor >= minor);

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    private static bool Read(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
