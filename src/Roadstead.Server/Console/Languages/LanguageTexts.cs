using System.Collections.Frozen;
using System.Xml.Linq;

namespace Roadstead.Server.Console.Languages;

/// <summary>
/// The texts of each language, by their English keys. The files are no satellite assemblies: those are found by cultures,
/// which a server without culture data does not know.
/// </summary>
internal static class LanguageTexts
{
    private static readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, string>>> All =
        Language.All.ToFrozenDictionary(language => language.Tag, language => new Lazy<FrozenDictionary<string, string>>(() => Read(language)));

    internal static FrozenDictionary<string, string> Of(Language language) => All[language.Tag].Value;

    private static FrozenDictionary<string, string> Read(Language language)
    {
        if (language == Language.English)
            return FrozenDictionary<string, string>.Empty;
        var name = $"{nameof(ConsoleText)}.{language.Tag}.xml";
        using var file = typeof(ConsoleText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The server has no '{name}'.");
        return XDocument.Load(file).Root!.Elements("text").ToFrozenDictionary(text => text.Attribute("key")!.Value, text => text.Value, StringComparer.Ordinal);
    }
}
