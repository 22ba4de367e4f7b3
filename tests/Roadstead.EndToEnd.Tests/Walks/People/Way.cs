using Roadstead.Server.Console.Languages;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>How somebody walks through the console.</summary>
internal sealed record Way(Language Language, int Width = 1280, bool ByKeyboard = false)
{
    public static Way Usual { get; } = new(Language.English);

    public static Way Keyboard { get; } = Usual with { ByKeyboard = true };

    public static Way Phone { get; } = Usual with { Width = 360 };

    public static Way Chinese { get; } = Usual with { Language = Language.Chinese };

    public bool IsNarrow => Width < 576;

    /// <summary>What the browser asks for.</summary>
    public string BrowserLanguage => Language == Language.Chinese ? "zh-CN" : "en-US";
}
