using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Roadstead.Server.Console.Languages;

/// <summary>
/// The console's texts in the language of the person who asks. The language goes to nothing else: no culture of a thread changes,
/// so that the API, the logs and everything that is parsed stay as they are.
/// </summary>
internal sealed class ConsoleLocalizer(IHttpContextAccessor accessor) : IStringLocalizer<ConsoleText>
{
    private readonly FrozenDictionary<string, string> texts = LanguageTexts.Of(Language.Of(accessor.HttpContext));

    public LocalizedString this[string name] =>
        texts.TryGetValue(name, out var text) ? new LocalizedString(name, text) : new LocalizedString(name, name, resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(CultureInfo.InvariantCulture, this[name].Value, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.Select(text => new LocalizedString(text.Key, text.Value));
}
