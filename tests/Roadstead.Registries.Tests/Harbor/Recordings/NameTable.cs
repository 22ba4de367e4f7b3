using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// Renames what the recordings call their projects, users, robots, repositories and tags. The second run uses other names, so that nothing in the
/// fake can be keyed on recorded ones. A name keeps its length (lengths of bodies and sizes of blobs are compared) and its place among its
/// neighbours (lists are sorted by name).
/// </summary>
internal sealed class NameTable
{
    // A name begins where no letter or digit is before it, but %3D and %252F may be.
    private const string Begins = "(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|%25[0-9A-Fa-f]{2})";
    private const string Ends = "(?![A-Za-z0-9])";
    private readonly (Regex Name, string Other)[] rules;

    private NameTable(params (string Name, string Other)[] rules) =>
        this.rules = [.. rules.Select(rule => (new Regex($"{Begins}{Regex.Escape(rule.Name)}{Ends}", RegexOptions.Compiled), rule.Other))];

    /// <summary>The names of the recordings.</summary>
    public static NameTable Recorded { get; } = new();

    public static NameTable Other { get; } = new(
        ("rec", "nec"),
        ("app", "bay"),
        ("c_a", "c_b"), // the middle of rec-app, with an underscore that must not match any character
        ("12345", "54321"),
        ("team", "tame"),
        ("web", "hub"),
        ("clean", "clear"),
        ("latest", "lately"),
        ("multi", "mixed"),
        ("stable", "steady"),
        ("v1b", "v1c"));

    public static NameTable Of(string name) => name == "other" ? Other : Recorded;

    public string Rename(string text) => rules.Aggregate(text, (renamed, rule) => rule.Name.Replace(renamed, rule.Other));
}
