namespace Roadstead.Server.Console.Languages;

/// <summary>A language of the console.</summary>
/// <param name="Tag">As the <c>lang</c> attribute, the cookie and the file of its texts name it.</param>
/// <param name="Name">In the language itself: who looks for it can read it.</param>
public sealed record Language(string Tag, string Name)
{
    public const string Cookie = "roadstead-language";

    public static Language English { get; } = new("en", "English");

    public static Language Chinese { get; } = new("zh-Hans", "简体中文");

    public static IReadOnlyList<Language> All { get; } = [English, Chinese];

    /// <summary>What the person chose, else what their browser asks for first of what there is, else English.</summary>
    internal static Language Of(HttpContext? http) =>
        http is null ? English : Chosen(http.Request.Cookies[Cookie]) ?? Asked(http.Request) ?? English;

    internal static Language? Chosen(string? tag) => All.FirstOrDefault(language => language.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));

    private static Language? Asked(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(asked => asked.Quality is not 0)
        .OrderByDescending(asked => asked.Quality ?? 1)
        .Select(asked => Spoken(asked.Value.Value))
        .FirstOrDefault(language => language is not null);

    // zh-CN, zh-SG, zh and zh-TW alike: whoever reads one Chinese script reads the other better than English.
    private static Language? Spoken(string? tag) => All.FirstOrDefault(language => Primary(language.Tag).Equals(Primary(tag ?? ""), StringComparison.OrdinalIgnoreCase));

    private static string Primary(string tag) => tag.Split('-', 2)[0];
}
