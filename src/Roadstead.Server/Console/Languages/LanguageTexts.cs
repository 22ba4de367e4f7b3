using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace Roadstead.Server.Console.Languages;

/// <summary>
/// The texts of each language, by their English keys. The files are no satellite assemblies: those are found by cultures,
/// which a server without culture data does not know.
/// </summary>
internal static class LanguageTexts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> All = Language.All.ToFrozenDictionary(language => language.Tag, Read);

    internal static FrozenDictionary<string, string> Of(Language language) => All[language.Tag];

    private static FrozenDictionary<string, string> Read(Language language)
    {
        if (language == Language.English)
            return FrozenDictionary<string, string>.Empty;
        var file = new ResourceManager($"{nameof(ConsoleText)}.{language.Tag}", typeof(ConsoleText).Assembly);
        using var texts = file.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException($"The texts of '{language.Tag}' are not in the server.");
        return texts.Cast<DictionaryEntry>().ToFrozenDictionary(text => (string)text.Key, text => (string)text.Value!, StringComparer.Ordinal);
    }
}
