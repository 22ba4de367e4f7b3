using System.Text.RegularExpressions;

namespace Roadstead.Server.ManagedHarbors.Integration;

/// <summary>Names for the registries that Harbors in clusters become.</summary>
internal static partial class RegistryName
{
    private const int MaxStem = 58;
    private const string Reserved = "w";

    /// <summary>The instance's name as a registry's; from the second attempt on with a number behind it.</summary>
    public static string Of(string harbor, int attempt)
    {
        var stem = Unfit().Replace(harbor.ToLowerInvariant(), "-").Trim('-');
        stem = stem is "" ? "harbor" : stem is Reserved ? "w-harbor" : stem[..Math.Min(stem.Length, MaxStem)].TrimEnd('-');
        return attempt == 1 ? stem : $"{stem}-{attempt}";
    }

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex Unfit();
}
