using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>What a language of the console must hold to: every text that is used, none that is not, and the same places for numbers and names.</summary>
internal static partial class TextRules
{
    // Marked with Key where they are made, or from the catalogue of errors; details and notes of the API are translated where they happen to be a key.
    private static readonly HashSet<string> Marked =
    [
        "Model.Title", "Model.Remedy", "Problem.Code.Title", "Problem.Code.Remedy", "problem.Code.Remedy", "Problem.Detail", "failed.Message", "note",
        "step.Title", "step.Text", "step.What", "group.Title", "item.Title", "known.Title", "words",
        "station.Title", "station.Name", "link.Title", "mending.Ask",
    ];

    /// <summary>The keys that a source file names: <c>T["…"]</c> in markup and endpoints, and <c>Key("…")</c> where a text is made that <c>T</c> shows.</summary>
    public static IEnumerable<string> Keys(SourceFile file) =>
        KeyLiteral().Matches(file.Text).Select(match => JsonSerializer.Deserialize<string>($"\"{match.Groups["text"].Value}\"")!);

    /// <summary>Texts that pass through <c>T</c> and come from a place that nobody has looked at: whether their keys are marked there.</summary>
    public static IEnumerable<string> Unmarked(SourceFile file) => OtherKey().Matches(file.Text).Select(match => match.Groups["from"].Value)
        .Where(from => !from.Contains("Text.", StringComparison.Ordinal) && !Marked.Contains(from))
        .Select(from => $"{file.Path}: T[{from}…]: say the text inside, or mark it with Key where it is made and add its place to the rule");

    /// <summary>The texts of a language file, in its order.</summary>
    public static IReadOnlyList<(string Key, string Text)> Texts(SourceFile file) =>
        [.. XDocument.Parse(file.Text).Root!.Elements("text").Select(text => (text.Attribute("key")!.Value, text.Value))];

    public static IEnumerable<string> Missing(IEnumerable<string> used, IEnumerable<(string Key, string Text)> texts) =>
        used.Distinct().Except(texts.Select(text => text.Key)).Order(StringComparer.Ordinal)
            .Select(key => $"missing:   {new XElement("text", new XAttribute("key", key), "…").ToString(SaveOptions.DisableFormatting)}");

    public static IEnumerable<string> Unused(IEnumerable<string> used, IEnumerable<(string Key, string Text)> texts) =>
        texts.Select(text => text.Key).Except(used).Select(key => $"used nowhere: {key}");

    public static IEnumerable<string> Places(IEnumerable<(string Key, string Text)> texts) =>
        texts.Where(text => !PlacesOf(text.Key).SetEquals(PlacesOf(text.Text))).Select(text => $"other places than its key: {text.Key} -> {text.Text}");

    public static IEnumerable<string> Empty(IEnumerable<(string Key, string Text)> texts) =>
        texts.Where(text => string.IsNullOrWhiteSpace(text.Text)).Select(text => $"empty: {text.Key}");

    /// <summary>Sorted, so that two people who add texts meet in the same line only when they add the same one; each once.</summary>
    public static IEnumerable<string> Order(IReadOnlyList<(string Key, string Text)> texts) =>
        texts.Zip(texts.Skip(1)).Where(pair => string.CompareOrdinal(pair.First.Key, pair.Second.Key) >= 0).Select(pair => $"out of order, or twice: {pair.Second.Key}");

    private static HashSet<string> PlacesOf(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?:\b[Tt]\[|\bKey\()""(?<text>(?:[^""\\]|\\.)*)""")]
    private static partial Regex KeyLiteral();

    [GeneratedRegex(@"\b[Tt]\[(?!"")(?<from>[\w.]*)")]
    private static partial Regex OtherKey();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
