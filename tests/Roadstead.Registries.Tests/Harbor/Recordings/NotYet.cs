namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>The exchanges that the fake does not answer as recorded yet, each on a line with a reason. One that it does answer may not be among them.</summary>
internal static class NotYet
{
    public const string File = "harbor-not-yet.txt";

    /// <summary>The ids of one set.</summary>
    public static IReadOnlySet<string> Of(string set) =>
        System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", File))
            .Select(line => line.Split(' ', 2)[0])
            .Where(id => id.StartsWith(set + ".", StringComparison.Ordinal))
            .ToHashSet();
}
