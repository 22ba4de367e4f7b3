using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.People;

internal sealed class MouseHands : IHands
{
    public Task FillAsync(ILocator field, string text) => field.FillAsync(text);

    public Task PressAsync(ILocator control) => control.ClickAsync();

    public Task TickAsync(ILocator box, bool on) => box.SetCheckedAsync(on);

    // The radio itself lies unseen under its card.
    public Task ChooseAsync(ILocator radio) => radio.CheckAsync(new LocatorCheckOptions { Force = true });

    public Task SelectAsync(ILocator list, string option) => list.SelectOptionAsync(option);
}
