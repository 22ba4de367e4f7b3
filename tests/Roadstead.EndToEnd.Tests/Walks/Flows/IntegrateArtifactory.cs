namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A JFrog Artifactory, whose repositories become spaces.</summary>
internal static class IntegrateArtifactory
{
    public const string Registry = "artifactory";

    public static Walk Walk { get; } = new("integrate-artifactory", "admin",
    [
        new("address", async person =>
        {
            await person.NavigateAsync("Registries");
            await person.FollowAsync("Integrate a registry");
            await Form.GiveAddressAsync(person, person.World.Artifactory.Url.ToString(), Registry, "artifactory");
        }),
        new("tested", async person =>
        {
            await person.FillAsync("User", person.World.Artifactory.Admin.Username);
            await person.FillAsync("Password or token", person.World.Artifactory.Admin.Password);
            await Form.TestAsync(person, "Login", "Holds");
        }) { Shows = Step.Screen },
        new("spaces", async person =>
        {
            await Form.IntegrateAsync(person, $"/registries/{Registry}");
            await person.ReloadUntilAsync($"/registries/{Registry}", () => person.SeesAsync("docker-local"), "its repositories are spaces");
        }) { Shows = Step.Screen },
    ]);
}
