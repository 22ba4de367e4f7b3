namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>The first platform admin: by the one-time password to a password of their own, and to the list of what comes next.</summary>
internal static class FirstStart
{
    public static Walk Walk { get; } = new("first-start", "admin",
    [
        new("sign-in", async person =>
        {
            await person.OpenAsync("/");
            await person.SeeAsync("First start: the user is");
            await person.FillAsync("User", "admin");
            await person.FillAsync("Password", person.World.OneTimePassword);
        }) { Shows = Step.Screen },
        new("password", async person =>
        {
            await person.PressAsync("Sign in");
            await person.ArriveAsync("/set-up");
            await person.OpenAsync("/registries"); // nobody gets on without a password of their own
            await person.ArriveAsync("/set-up");
            await person.FillAsync("One-time password", person.World.OneTimePassword);
            await person.FillAsync("New password", WalkWorld.PasswordOf("admin"));
            await person.FillAsync("The same again", WalkWorld.PasswordOf("admin"));
        }) { Shows = Step.Screen },
        new("checklist", async person =>
        {
            await person.PressAsync("Save and begin");
            await person.SeeAsync("Welcome. Your password is set.");
            await person.SeeAsync("From here to the first pull");
            await person.World.SignInAdminAsync();
            person.IsSignedIn = true;
        }) { Shows = Step.Screen },
    ]) { StartsSignedOut = true };
}
