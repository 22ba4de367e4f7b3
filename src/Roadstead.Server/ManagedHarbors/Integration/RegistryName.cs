namespace Roadstead.Server.ManagedHarbors.Integration;

/// <summary>Names for the registries that Harbors in clusters become.</summary>
internal static class RegistryName
{
    private const int MaxStem = 58;
    private const string Reserved = "w";

    /// <summary>The instance's name as a registry's; from the second attempt on with a number behind it.</summary>
    public static string Of(string harbor, int attempt)
    {
        var stem = harbor.Replace('.', '-');
        stem = stem == Reserved ? "w-harbor" : stem[..Math.Min(stem.Length, MaxStem)].TrimEnd('-');
        return attempt == 1 ? stem : $"{stem}-{attempt}";
    }
}
