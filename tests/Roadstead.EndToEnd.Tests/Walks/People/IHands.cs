using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>How somebody works a page: with a mouse, or with the keyboard alone.</summary>
internal interface IHands
{
    Task FillAsync(ILocator field, string text);

    /// <summary>Works a link, a button or the head of a part that is folded away.</summary>
    Task PressAsync(ILocator control);

    Task TickAsync(ILocator box, bool on);

    Task ChooseAsync(ILocator radio);

    /// <summary>Chooses the option that is called so, or has this value.</summary>
    Task SelectAsync(ILocator list, string option);
}
