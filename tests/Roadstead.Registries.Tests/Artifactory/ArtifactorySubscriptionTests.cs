using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;
using static Roadstead.Registries.Tests.Artifactory.ArtifactoryAccountsFixture;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Webhook subscriptions of 7.x, and what their messages say.</summary>
public sealed class ArtifactorySubscriptionTests
{
    private static readonly EventSubscription Wanted = new("roadstead-abcdef-0123456789ab", new Uri("http://127.0.0.1:9/events/1"), "secret-one", SkipVerify: false);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => ["disabled", "another address", "fewer events", "another repository", "all repositories", "pattern", "signed", "another secret", "deleted"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Subscription_IsMadeOnce_AndRepaired(string what)
    {
        await using var world = await StartAsync("7.90.5");
        var events = world.Driver.As<IEventSubscriptions>()!;

        Assert.True(await events.EnsureSubscriptionAsync("docker-a", Wanted, Cancelled));
        Assert.False(await events.EnsureSubscriptionAsync("docker-a", Wanted, Cancelled));
        var made = Assert.Single(world.Fake.Subscriptions);
        Assert.Equal(("roadstead-abcdef-0123456789ab-docker-a", "secret-one", false), (made.Key, made.Secret, made.SignsWithSecret));
        Assert.DoesNotContain("secret-one", made.Json["description"]!.GetValue<string>(), StringComparison.Ordinal);

        var wanted = Wanted;
        lock (world.Fake.State.Gate)
        {
            var (filter, handler) = (made.Json["event_filter"]!, made.Json["handlers"]![0]!);
            switch (what)
            {
                case "disabled":
                    made.Json["enabled"] = false;
                    break;
                case "another address":
                    handler["url"] = "http://127.0.0.1:10/";
                    break;
                case "fewer events":
                    filter["event_types"] = new JsonArray("pushed");
                    break;
                case "another repository":
                    filter["criteria"]!["repoKeys"] = new JsonArray("docker-b");
                    break;
                case "all repositories":
                    filter["criteria"]!["anyLocal"] = true;
                    break;
                case "pattern":
                    filter["criteria"]!["includePatterns"] = new JsonArray("team-a/**");
                    break;
                case "signed":
                    handler["use_secret_for_signing"] = true;
                    break;
                case "another secret":
                    wanted = Wanted with { Secret = "secret-two" };
                    break;
                default:
                    world.Fake.State.Subscriptions.Clear();
                    break;
            }
        }

        Assert.True(await events.EnsureSubscriptionAsync("docker-a", wanted, Cancelled));
        Assert.False(await events.EnsureSubscriptionAsync("docker-a", wanted, Cancelled));
        var mended = Assert.Single(world.Fake.Subscriptions);
        Assert.Equal(
            (true, "docker", Wanted.Address, wanted.Secret, "docker-a", false, "pushed deleted promoted"),
            (mended.IsEnabled, mended.Domain, mended.Url, mended.Secret, mended.Json["event_filter"]!["criteria"]!["repoKeys"]!.AsArray().Single()!.GetValue<string>(), mended.SignsWithSecret, string.Join(' ', mended.EventTypes)));
    }

    [Fact]
    public async Task Removal_TakesAllOfTheName_AlsoOfRepositoriesThatAreGone_AndNoOthers()
    {
        await using var world = await StartAsync("7.90.5");
        var events = world.Driver.As<IEventSubscriptions>()!;
        foreach (var space in new[] { "docker-a", "docker-b" })
        {
            await events.EnsureSubscriptionAsync(space, Wanted, Cancelled);
            await events.EnsureSubscriptionAsync(space, Wanted with { Name = "roadstead-zzzzzz-0123456789ab" }, Cancelled);
        }

        lock (world.Fake.State.Gate)
            world.Fake.State.Repositories.RemoveAll(repository => repository.Key == "docker-b");
        await events.RemoveSubscriptionsAsync(Wanted.Name, Cancelled);
        await events.RemoveSubscriptionsAsync(Wanted.Name, Cancelled);

        Assert.Equal(["roadstead-zzzzzz-0123456789ab-docker-a", "roadstead-zzzzzz-0123456789ab-docker-b"], world.Fake.Subscriptions.Select(subscription => subscription.Key));
        await using var afresh = world.DriverOf(new RegistryCredentials(world.Fake.Admin.Username, world.Fake.Admin.Password));
        Assert.Equal(RegistryErrorCode.NotFound, (await Assert.ThrowsAsync<RegistryException>(() => afresh.As<IEventSubscriptions>()!.EnsureSubscriptionAsync("docker-b", Wanted, Cancelled))).Code);
    }

    [Theory]
    [InlineData("6.23.41", ArtifactoryEdition.Pro, true)]
    [InlineData("7.90.5", ArtifactoryEdition.Jcr, true)]
    [InlineData("7.90.5", ArtifactoryEdition.Pro, false)]
    public async Task WhereThereAreNone_ItSaysSo(string version, ArtifactoryEdition edition, bool isAdmin)
    {
        await using var world = await StartAsync(new FakeArtifactorySettings { Version = version, Edition = edition });
        var login = isAdmin ? world.Fake.Admin : world.Fake.CreateUser("somebody");
        world.Fake.Grant("somebody", "docker-a");
        await using var driver = world.DriverOf(new RegistryCredentials(login.Username, login.Password));

        Assert.Equal(RegistryErrorCode.Unsupported, (await Assert.ThrowsAsync<RegistryException>(() => driver.As<IEventSubscriptions>()!.EnsureSubscriptionAsync("docker-a", Wanted, Cancelled))).Code);
    }

    [Fact]
    public async Task Messages_TellOfTheRepository_AndOfThoseThatShowIt()
    {
        await using var world = await StartAsync("7.90.5");
        world.Fake.AddVirtual("inner", "docker-a");
        world.Fake.AddVirtual("outer", "inner", "docker-c");
        world.Fake.AddRemote("hub", "http://127.0.0.1:9");
        var events = world.Driver.As<IEventSubscriptions>()!;
        Assert.False(await events.EnsureSubscriptionAsync("outer", Wanted, Cancelled));
        Assert.Empty(world.Fake.Subscriptions);
        _ = await world.Driver.ListSpacesAsync(Cancelled).ToListAsync(Cancelled);

        Assert.Equal(["docker-a/team/app:1 Pushed", "inner/team/app:1 Pushed", "outer/team/app:1 Pushed"], Read("pushed", "docker-a").Order());
        Assert.Equal(["docker-b/team/app:1 Deleted"], Read("deleted", "docker-b"));
        Assert.Equal(["hub/team/app:1 Pushed"], Read("pushed", "hub-cache"));
        Assert.Equal(["docker-b-cache/team/app:1 Pushed"], Read("pushed", "docker-b-cache"));
        Assert.Equal(["docker-b/team/app:1 Pushed"], Read("promoted", "docker-b"));
        Assert.Empty(Read("scanned", "docker-b"));
        Assert.Empty(Of("""{"domain":"artifact","event_type":"deployed","data":{"repo_key":"generic","path":"a/b"}}"""));
        Assert.Equal(["docker-b/team/app: Deleted"], Of("""{"domain":"docker","event_type":"deleted","data":{"repo_key":"docker-b","path":"team/app/1/manifest.json"}}"""));
        Assert.Empty(Of("""{"domain":"docker","event_type":"pushed","data":{"repo_key":"docker-b","path":"x"}}"""));

        IEnumerable<string> Read(string type, string key) => Of(
            $$"""{"domain":"docker","event_type":"{{type}}","data":{"repo_key":"{{key}}","event_type":"{{type}}","path":"team/app/1/manifest.json","name":"manifest.json","image_name":"team/app","tag":"1"},"subscription_key":"x","source":"jfrog/somebody"}""");
        IEnumerable<string> Of(string body) => events.ReadEvents("application/json", Encoding.UTF8.GetBytes(body)).Select(told => $"{told.Repository.Value}:{told.Reference} {told.Kind}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"domain\":\"docker\"}")]
    [InlineData("{\"domain\":\"docker\",\"event_type\":\"pushed\"}")]
    [InlineData("{\"domain\":\"docker\",\"event_type\":\"pushed\",\"data\":[]}")]
    public async Task Messages_OfSomethingElse_AreRefused(string body)
    {
        await using var driver = Some.Artifactory(Some.Endpoint(new Uri("http://127.0.0.1:9/artifactory")));

        Assert.Equal(RegistryErrorCode.InvalidAnswer, Assert.Throws<RegistryException>(() => driver.As<IEventSubscriptions>()!.ReadEvents("application/json", Encoding.UTF8.GetBytes(body))).Code);
    }
}
