using System.Collections.Immutable;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullIdentities.AtRegistries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Tests.PullIdentities;

public sealed class IdentityPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly IdentityKey Key = new(Guid.NewGuid(), Guid.NewGuid(), "lab");
    private static readonly PullIdentitiesOptions Options = new();

    [Fact]
    public void Next_FirstBinding_IsARowThenTheAccount()
    {
        Assert.IsType<IdentityStep.Add>(IdentityPlan.Next(Scene(["a"])));
        var make = Assert.IsType<IdentityStep.Make>(IdentityPlan.Next(Scene(["a", "b"], Account(1, PullIdentityState.Making))));
        Assert.Equal(["a", "b"], make.Rights.Spaces);
    }

    [Fact]
    public void Next_ChangedSpaces_IsOneUpdate_OfEachAccountThatServes()
    {
        var (newest, older) = (Account(2, PullIdentityState.Ready, "a", "b"), Account(1, PullIdentityState.Ready, "a"));
        Assert.Equal(new IdentityStep.Update(older, PullRights.Of("a", "b"), true, null), Update(Scene(["a", "b"], newest, older)));
        Assert.Equal(["a", "c"], Update(Scene(["a", "c"], Account(1, PullIdentityState.Ready, "a", "b"))).Rights.Spaces);
    }

    [Fact]
    public void Next_LastUnbind_Closes_AndTheNextBindingOpens()
    {
        Assert.False(Update(Scene([], Account(1, PullIdentityState.Ready, "a"))).Enabled);
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(Scene([], Account(1, PullIdentityState.Closed, "a"))));
        var open = Update(Scene(["b"], Account(1, PullIdentityState.Closed, "a")));
        Assert.True(open.Enabled);
        Assert.Equal(["b"], open.Rights.Spaces);
    }

    [Fact]
    public void Next_NoNamespace_DeletesWhateverThereIs()
    {
        foreach (var state in Enum.GetValues<PullIdentityState>())
            Assert.IsType<IdentityStep.Delete>(IdentityPlan.Next(Scene(null, Account(1, state, "a"))));
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(Scene(null)));
    }

    [Fact]
    public void Next_RightsThatMayNotBeChanged_AreANextGeneration_UrgentWhereOneIsTakenAway()
    {
        var account = Account(1, PullIdentityState.Ready, "a");
        Assert.False(Assert.IsType<IdentityStep.Add>(IdentityPlan.Next(Scene(["a", "b"], account) with { Fixed = Ids(account) })).IsUrgent);
        Assert.True(Assert.IsType<IdentityStep.Add>(IdentityPlan.Next(Scene(["b"], account) with { Fixed = Ids(account) })).IsUrgent);
        Assert.IsType<IdentityStep.Delete>(IdentityPlan.Next(Scene([], account) with { Fixed = Ids(account) }));
        Assert.IsType<IdentityStep.Make>(IdentityPlan.Next(Scene(["b"], Account(2, PullIdentityState.Making), account) with { Fixed = Ids(account) }));
    }

    [Fact]
    public void Next_DriftAtTheRegistry_IsPutRight()
    {
        var account = Account(1, PullIdentityState.Ready, "a");
        Assert.Equal("closed", Update(Seen(account, Remote(account) with { IsEnabled = false })).Drift);
        Assert.Equal("widened", Update(Seen(account, Remote(account) with { IsPullOnly = false })).Drift);
        Assert.Equal("given other spaces", Update(Seen(account, Remote(account) with { Spaces = ["a", "b"] })).Drift);
        Assert.Equal("deleted at the registry", Assert.IsType<IdentityStep.Add>(IdentityPlan.Next(Seen(account, null))).Reason);
        Assert.Equal("expired", Assert.IsType<IdentityStep.Add>(IdentityPlan.Next(Seen(account, Remote(account) with { ExpiresAt = Now }))).Reason);
        Assert.Equal("x$a", Assert.IsType<IdentityStep.Refresh>(IdentityPlan.Next(Seen(account, Remote(account) with { Login = "x$a" }))).Login);
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(Seen(account, Remote(account))));
    }

    [Fact]
    public void Next_ClosedAccountThatSomebodyOpened_IsClosedAgain()
    {
        var account = Account(1, PullIdentityState.Closed, "a");
        var scene = Scene([], account);
        Assert.Equal("opened", Update(scene with { Seen = new Dictionary<Guid, RemotePullAccount?> { [account.Id] = Remote(account) } }).Drift);
    }

    [Fact]
    public void Next_AfterACrashInTheMiddleOfMaking_AndAnUnbind_RemovesWhatIsThere()
    {
        var account = Account(1, PullIdentityState.Making);
        var scene = Scene([], account) with { Seen = new Dictionary<Guid, RemotePullAccount?> { [account.Id] = Remote(account) } };
        Assert.Equal("7", Assert.IsType<IdentityStep.Unmake>(IdentityPlan.Next(scene)).RemoteId);
    }

    [Fact]
    public void Next_Renewal_WaitsForTheSecretsAndTheOverlap_ThenRetires()
    {
        var (newest, older) = (Account(2, PullIdentityState.Ready, "a"), Account(1, PullIdentityState.Ready, "a"));
        var scene = Scene(["a"], newest, older);
        Assert.Equal("secrets", Assert.IsType<IdentityStep.Wait>(IdentityPlan.Next(scene)).Reason);
        Assert.Equal("overlap", Assert.IsType<IdentityStep.Wait>(IdentityPlan.Next(scene with { HeldSince = Now - TimeSpan.FromSeconds(29) })).Reason);
        Assert.Equal([older], Assert.IsType<IdentityStep.Retire>(IdentityPlan.Next(scene with { HeldSince = Now - TimeSpan.FromSeconds(30) })).Older);
        Assert.IsType<IdentityStep.Retire>(IdentityPlan.Next(scene with { CanOverlap = false }));
        Assert.IsType<IdentityStep.Retire>(IdentityPlan.Next(Scene(["a"], newest with { IsUrgent = true }, older) with { HeldSince = Now }));
        Assert.IsType<IdentityStep.Delete>(IdentityPlan.Next(Scene(["a"], newest, older with { State = PullIdentityState.Retiring })));
    }

    [Theory]
    [InlineData(29, null, false)]
    [InlineData(30, null, true)]
    [InlineData(19, 30, false)]
    [InlineData(20, 30, true)]
    [InlineData(25, 90, false)]
    public void Next_IsRenewedByScheduleAndBeforeItEnds(int ageDays, int? lifeDays, bool isDue)
    {
        var account = Account(1, PullIdentityState.Ready, "a") with { MadeAt = Now - TimeSpan.FromDays(ageDays), ExpiresAt = lifeDays is { } life ? Now + TimeSpan.FromDays(life - ageDays) : null };
        var step = IdentityPlan.Next(Scene(["a"], account));
        Assert.Equal(isDue, step is IdentityStep.Add { Reason: "due" });
        Assert.Equal(!isDue, step is IdentityStep.Rest { Again: not null });
    }

    [Fact]
    public void Next_AClosedAccountWithANextGeneration_StaysUntilThatIsMade()
    {
        var (next, closed) = (Account(2, PullIdentityState.Making), Account(1, PullIdentityState.Closed, "a"));
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(Scene([], next, closed)));
        Assert.IsType<IdentityStep.Make>(IdentityPlan.Next(Scene(["a"], next, closed)));
        Assert.IsType<IdentityStep.Delete>(IdentityPlan.Next(Scene(["a"], Account(2, PullIdentityState.Ready, "a"), closed)));
    }

    [Fact]
    public void Next_SpaceThatTheRegistryHasNot_IsLeftOut_AndLookedForAgain()
    {
        var account = Account(1, PullIdentityState.Ready, "a");
        var missing = new HashSet<string> { "b" };
        Assert.Equal("space-missing", Assert.IsType<IdentityStep.Wait>(IdentityPlan.Next(Scene(["a", "b"], account) with { Missing = missing })).Reason);
        Assert.Equal(["a"], Assert.IsType<IdentityStep.Make>(IdentityPlan.Next(Scene(["a", "b"], Account(1, PullIdentityState.Making)) with { Missing = missing })).Rights.Spaces);
    }

    [Fact]
    public void Options_ThatWouldRenewTooLate_AreRefused()
    {
        var validator = new PullIdentitiesOptionsValidator();
        Assert.True(validator.Validate(null, new PullIdentitiesOptions()).Succeeded);
        Assert.True(validator.Validate(null, new PullIdentitiesOptions { RenewEvery = TimeSpan.FromDays(60) }).Succeeded);
        Assert.True(validator.Validate(null, new PullIdentitiesOptions { RenewEvery = TimeSpan.FromDays(61) }).Failed);
    }

    // Whatever is found, taking the steps ends, with one open account of exactly the spaces, or with none.
    [Fact]
    public void Next_FromAnyState_ComesToRest()
    {
        var states = Enum.GetValues<PullIdentityState>();
        foreach (var first in states)
        {
            foreach (var second in states)
            {
                foreach (string[]? spaces in new string[]?[] { ["a", "b"], [], null })
                    AssertRests(spaces, [Account(2, second, "a"), Account(1, first, "b")]);
            }
        }
    }

    private static void AssertRests(string[]? spaces, ImmutableArray<RegistryAccount> accounts)
    {
        for (var taken = 0; taken < 20; taken++)
        {
            var scene = Scene(spaces, [.. accounts]) with { HeldSince = Now - TimeSpan.FromHours(1) };
            switch (IdentityPlan.Next(scene))
            {
                case IdentityStep.Add:
                    accounts = accounts.Insert(0, Account(accounts.Max(account => account.Generation) + 1, PullIdentityState.Making));
                    break;
                case IdentityStep.Make make:
                    accounts = accounts.Replace(make.Account, make.Account with { State = PullIdentityState.Ready, Rights = make.Rights, RemoteId = "1", MadeAt = Now });
                    break;
                case IdentityStep.Update update:
                    accounts = accounts.Replace(update.Account, update.Account with { State = update.Enabled ? PullIdentityState.Ready : PullIdentityState.Closed, Rights = update.Rights });
                    break;
                case IdentityStep.Retire retire:
                    accounts = [.. accounts.Select(account => retire.Older.Contains(account) ? account with { State = PullIdentityState.Retiring } : account)];
                    break;
                case IdentityStep.Delete delete:
                    accounts = accounts.Remove(delete.Account);
                    break;
                default:
                    var open = accounts.Where(account => account.State is PullIdentityState.Ready).ToList();
                    Assert.Equal(spaces is null ? 0 : open.Count, spaces is null ? accounts.Length : open.Count);
                    Assert.Equal(spaces is { Length: > 0 } ? 1 : 0, open.Count);
                    Assert.All(open, account => Assert.Equal(spaces!, account.Rights.Spaces));
                    return;
            }
        }

        Assert.Fail($"No rest for {string.Join(',', spaces ?? ["nothing"])}.");
    }

    [Fact]
    public void Next_OtherExceptions_AreGiven_AndPutRight()
    {
        var account = Account(1, PullIdentityState.Ready, "a") with { Rights = PullRights.Of(["a"], ["a/x"]) };
        Assert.Equal(PullRights.Of("a"), Update(Scene(["a"], account)).Rights);

        var scene = new IdentityScene([account], new IdentityNeed(account.Rights), Now) { Options = Options };
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(scene));
        var opened = scene with { Seen = new Dictionary<Guid, RemotePullAccount?> { [account.Id] = Remote(account) } };
        Assert.Equal("given other spaces", Update(opened).Drift);
        Assert.IsType<IdentityStep.Rest>(IdentityPlan.Next(scene with { Seen = new Dictionary<Guid, RemotePullAccount?> { [account.Id] = Remote(account) with { Except = ["a/x"] } } }));
    }

    private static IdentityStep.Update Update(IdentityScene scene) => Assert.IsType<IdentityStep.Update>(IdentityPlan.Next(scene));

    private static IdentityScene Seen(RegistryAccount account, RemotePullAccount? remote) =>
        Scene(["a"], account) with { Seen = new Dictionary<Guid, RemotePullAccount?> { [account.Id] = remote } };

    private static IdentityScene Scene(string[]? spaces, params RegistryAccount[] accounts) => new([.. accounts], spaces is null ? null : new IdentityNeed(PullRights.Of(spaces)), Now) { Options = Options };

    private static HashSet<Guid> Ids(RegistryAccount account) => [account.Id];

    private static RegistryAccount Account(int generation, PullIdentityState state, params string[] spaces) => new(
        Guid.NewGuid(), Key, generation, $"roadstead-abcdef-0123456789ab-{generation}", state is PullIdentityState.Making ? null : "7", "robot$a", [1], state, PullRights.Of(spaces), null, Now - TimeSpan.FromDays(1), false, false, Now - TimeSpan.FromDays(1));

    private static RemotePullAccount Remote(RegistryAccount account) => new("7", account.Name, account.Login!, account.Rights.Spaces, true, true, account.ExpiresAt, Now - TimeSpan.FromDays(1));
}
