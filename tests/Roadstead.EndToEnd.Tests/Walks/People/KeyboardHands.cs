using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>Reaches everything by Tab, and sees each time where the focus is.</summary>
internal sealed class KeyboardHands(IPage page) : IHands
{
    private const int Enough = 150;

    // Of a radio or a check that lies under its card, the card has the ring.
    private const string FocusIsSeen =
        """
        e => {
            const ring = one => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
            const box = e.getBoundingClientRect();
            return e.matches(':focus-visible') && (ring(e) || (e.matches('input') && ring(e.nextElementSibling))) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        }
        """;

    public async Task FillAsync(ILocator field, string text)
    {
        await ReachAsync(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    public async Task PressAsync(ILocator control)
    {
        await ReachAsync(control);
        await page.Keyboard.PressAsync("Enter");
    }

    public async Task TickAsync(ILocator box, bool on)
    {
        await ReachAsync(box);
        if (await box.IsCheckedAsync() != on)
            await page.Keyboard.PressAsync("Space");
        Assert.Equal(on, await box.IsCheckedAsync());
    }

    // Tab comes to one radio of a group; the arrows go on from there.
    public async Task ChooseAsync(ILocator radio)
    {
        var handle = await FoundAsync(radio);
        await TabUntilAsync("e => document.activeElement.type === 'radio' && document.activeElement.name === e.name", handle, radio);
        for (var i = 0; i < Enough && !await radio.IsCheckedAsync(); i++)
            await page.Keyboard.PressAsync("ArrowDown");
        if (!await IsFocusedAsync(handle)) // it was checked already, and alone
            await page.Keyboard.PressAsync("Space");
        Assert.True(await radio.IsCheckedAsync(), $"{radio} is not reached by the arrow keys.");
        await SeesFocusAsync(handle, radio);
    }

    public async Task SelectAsync(ILocator list, string option)
    {
        await ReachAsync(list);
        foreach (var key in new[] { "ArrowDown", "ArrowUp" })
        {
            for (var i = 0; i < Enough; i++)
            {
                var before = await ChosenAsync(list);
                if (before.Contains(option))
                    return;
                await page.Keyboard.PressAsync(key);
                if ((await ChosenAsync(list)).SequenceEqual(before))
                    break; // the end of the list
            }
        }

        Assert.Contains(option, await ChosenAsync(list));
    }

    private static Task<string[]> ChosenAsync(ILocator list) => list.EvaluateAsync<string[]>("e => [...e.selectedOptions].flatMap(option => [option.label, option.value])");

    private async Task ReachAsync(ILocator control)
    {
        var handle = await FoundAsync(control);
        await TabUntilAsync("e => document.activeElement === e", handle, control);
        await SeesFocusAsync(handle, control);
    }

    private async Task TabUntilAsync(string isThere, IElementHandle handle, ILocator control)
    {
        for (var i = 0; i < Enough; i++)
        {
            if (await page.EvaluateAsync<bool>(isThere, handle))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{control} is not reached by {Enough} times Tab.");
    }

    private static async Task<IElementHandle> FoundAsync(ILocator control)
    {
        await control.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return await control.ElementHandleAsync();
    }

    private Task<bool> IsFocusedAsync(IElementHandle handle) => page.EvaluateAsync<bool>("e => document.activeElement === e", handle);

    private async Task SeesFocusAsync(IElementHandle handle, ILocator control) => Assert.True(await page.EvaluateAsync<bool>(FocusIsSeen, handle), $"{control} has the focus, and nobody sees it.");
}
