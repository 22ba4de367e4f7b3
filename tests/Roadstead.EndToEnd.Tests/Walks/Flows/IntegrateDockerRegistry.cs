using System.Globalization;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A Docker Registry with a password: found at its address, tried, and integrated.</summary>
internal static class IntegrateDockerRegistry
{
    public const string Registry = "images";

    public static Walk Walk { get; } = new("integrate-docker-registry", "admin",
    [
        new("empty", async person =>
        {
            await person.NavigateAsync("Registries");
            await person.SeeAsync("No registry yet");
        }) { Shows = Step.Screen },
        new("unreachable", async person =>
        {
            await person.FollowAsync("Integrate a registry");
            await person.ChooseAsync("Docker Registry");
            await person.FillAsync("Name", Registry);
            await person.FillAsync("Address", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
            await Form.TestAsync(person, "Reachable", "Does not hold");
        }),
        new("address", async person =>
        {
            await person.NavigateAsync("Registries");
            await person.FollowAsync("Integrate a registry");
            await Form.GiveAddressAsync(person, person.World.Registry.Url.ToString(), Registry, "docker-registry");
            await person.FillAsync("User", WalkWorld.RegistryUser);
        }) { Shows = Step.Screen },
        new("wrong-password", async person =>
        {
            await person.FillAsync("Password or token", "wrong password");
            await Form.TestAsync(person, "Login", "Does not hold");
        }) { Shows = "#probe" },
        new("tested", async person =>
        {
            await person.FillAsync("Password or token", WalkWorld.RegistryPassword);
            await Form.TestAsync(person, "Login", "Holds");
            await person.SeeAsync("Nothing was stored.");
        }) { Shows = Step.Screen },
        new("overview", async person =>
        {
            await Form.IntegrateAsync(person, $"/registries/{Registry}");
            await person.SeeHeadingAsync(person.T("Health"));
        }) { Shows = Step.Screen },
    ]) { Refusals = [422] };
}
