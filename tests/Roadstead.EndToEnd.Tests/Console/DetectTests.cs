using Microsoft.Playwright;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Products;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>The form finds out what is at a pasted address: by itself when the field is left, by a button where scripts are off.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class DetectTests(ConsoleWorld world)
{
    private const string Form = "/registries/-/integrate";

    [Fact]
    public async Task Leaving_the_address_chooses_the_type_and_puts_the_address_right()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        await using var quay = await DocumentedProducts.Of("quay").StartAsync();
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await visit.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await visit.OpenAsync(Form);

        await visit.FillAsync("Address", $"{harbor.Url}harbor/projects/3/repositories");
        await visit.FillAsync("Name", "harbor"); // which leaves the address
        await visit.SeeAsync("Harbor 2.x");
        await visit.SeeAsync("its challenge names the service harbor-registry");
        await visit.SeeAsync("A page or a part of it was given");
        await IsAtAsync(visit, harbor);
        await IsHarborAsync(visit);
        Assert.Equal("harbor", await visit.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).InputValueAsync());
        Assert.Empty(await Accessibility.FaultsAsync(visit.Page));

        await visit.FillAsync("Address", quay.Url.ToString());
        await visit.FillAsync("Name", "quay");
        await visit.SeeAsync("This is Quay");
        await IsHarborAsync(visit);

        await visit.FillAsync("Address", $"{harbor.Url}api/v2.0/projects");
        await visit.FillAsync("Name", "harbor");
        await visit.SeeAsync("Harbor 2.x");
        await visit.FillAsync("User", harbor.Admin.Username);
        await visit.FillAsync("Password or token", harbor.Admin.Password);
        await visit.PressAsync("Integrate");
        await visit.ArriveAsync("/registries/harbor");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Without_scripts_a_button_does_the_same()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, scripts: false);
        await visit.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await visit.OpenAsync(Form);

        await visit.FillAsync("Address", $"docker pull {harbor.Url.Authority}/library/app:1");
        await visit.PressAsync("Detect");
        await visit.SeeAsync("Harbor 2.x");
        await IsAtAsync(visit, harbor);
        await IsHarborAsync(visit);
        Assert.Empty(visit.Complaints);
    }

    // What was found is read before the fields have followed: they get their new values when the new part has settled.
    private static Task IsAtAsync(Visit visit, FakeHarbor harbor) =>
        Assertions.Expect(visit.Page.GetByLabel("Address", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync(harbor.Url.ToString().TrimEnd('/'));

    private static Task IsHarborAsync(Visit visit) => Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Harbor", Exact = true })).ToBeCheckedAsync();
}
