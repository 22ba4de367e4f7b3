using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>What the walks of several registries do alike at the form.</summary>
internal static class Form
{
    /// <summary>Gives the address and leaves it: what is there is found out, and its type chosen.</summary>
    public static async Task GiveAddressAsync(Walker person, string address, string name, string type)
    {
        await person.FillAsync("Address", address);
        await person.FillAsync("Name", name); // which leaves the address
        await Assertions.Expect(person.Find("#detected strong")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await Assertions.Expect(person.Find($"#type-{type}")).ToBeCheckedAsync(); // the fields follow what was found a moment later
        Assert.Equal(name, await person.Field("Name").InputValueAsync());
    }

    /// <summary>Tests the connection: the card says how this signal is.</summary>
    public static async Task TestAsync(Walker person, string signal, string state)
    {
        await person.PressAsync("Test connection");
        var row = person.Find("#probe .health-row").Filter(new LocatorFilterOptions { Has = person.Visit.Page.GetByText(person.T(signal), new PageGetByTextOptions { Exact = true }) });
        await Assertions.Expect(row.GetByRole(AriaRole.Img, new LocatorGetByRoleOptions { Name = person.T(state), Exact = true })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
    }

    /// <summary>Integrates, and sees the overview of a registry that is healthy and looked through.</summary>
    public static async Task IntegrateAsync(Walker person, string path)
    {
        await person.PressAsync("Integrate");
        await person.ArriveAsync(path);
        await person.ReloadUntilAsync(path, async () => await person.Find("#registry-status").GetByText(person.T("Healthy")).CountAsync() > 0 && await person.SeesAsync(person.T("Complete as of")), $"{path} is healthy and crawled");
    }
}
