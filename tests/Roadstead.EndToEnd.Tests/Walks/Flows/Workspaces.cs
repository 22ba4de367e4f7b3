using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>The people, and the workspace of a team with its namespace and members.</summary>
internal static class Workspaces
{
    public const string Workspace = "payments";
    public const string DisplayName = "Payments";
    public const string Member = "mia";
    public const string Admin = "tom";
    public const string Other = "lee";

    public static Walk Walk { get; } = new("workspaces", "admin",
    [
        new("user", async person =>
        {
            foreach (var user in new[] { Admin, Other })
                await person.World.Api.PostAsync("/api/v1/users", new { name = user, password = WalkWorld.PasswordOf(user) }, TestContext.Current.CancellationToken);
            await person.NavigateAsync("Users");
            await person.FollowAsync("Add a user");
            await person.FillAsync("Name", Member);
            await person.FillAsync("Password", WalkWorld.PasswordOf(Member));
            await person.ChooseAsync("Member");
        }) { Shows = Step.Screen },
        new("users", async person =>
        {
            await person.PressAsync("Add the user");
            await person.SeeAsync("{0} is added.", Member);
            await person.SeeNamedAsync(Admin);
        }) { Shows = Step.Screen },
        new("create", async person =>
        {
            await person.NavigateAsync("Workspaces");
            await person.FollowAsync("Create a workspace");
            await person.FillAsync("Name", Workspace);
            await person.FillAsync("Display name", DisplayName);
            await person.PressAsync("Create");
            await person.ArriveAsync($"/workspaces/{Workspace}");
            await person.SeeAsync("The workspace {0} is there. Add its namespaces and members next.", Workspace);
        }) { Shows = Step.Screen },
        new("namespace", async person =>
        {
            await person.TabAsync("Namespaces");
            await person.ArriveAsync($"/workspaces/{Workspace}/namespaces");
            await person.SelectAsync("Cluster", ConnectCluster.Cluster);
            await person.Find($"#namespace-options option[value={WalkWorld.Namespace}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            await person.FillAsync("Namespace", WalkWorld.Namespace);
            await person.PressAsync("Add");
            await person.SeeAsync("{0} is in {1} now.", $"{ConnectCluster.Cluster}/{WalkWorld.Namespace}", Workspace);
            await person.ReloadUntilAsync($"/workspaces/{Workspace}/namespaces", async () => await person.Find("#namespaces .badge-good").CountAsync() > 0, "the namespace has its pull secret");
            await Assertions.Expect(person.Find($"#namespace-options option[value={WalkWorld.Namespace}]")).ToHaveCountAsync(0); // it is free no more
        }) { Shows = Step.Screen },
        new("members", async person =>
        {
            foreach (var (user, role) in new[] { (Admin, "admin"), (Member, "editor") })
            {
                await person.TabAsync("Members");
                await person.ArriveAsync($"/workspaces/{Workspace}/members");
                await person.FillAsync("User", user);
                await person.SelectAsync("Role", role);
                await person.PressAsync("Add");
                await person.SeeAsync("{0} is a member of {1} now.", user, Workspace);
            }
        }) { Shows = Step.Screen },
    ]);
}
