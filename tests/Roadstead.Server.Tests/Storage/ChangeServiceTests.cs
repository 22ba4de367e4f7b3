using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Tests.Storage;

public sealed class ChangeServiceTests
{
    private static readonly AuditDraft Draft = new("test.change", "it");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CommitAsync_AChange_IsInTheMapWhenItReturns()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();
        db.Workspaces.Add(StoreRows.Workspace("a"));

        var result = await store.Changes.CommitAsync(db, new AuditDraft("workspace.create", "a"), Cancel);

        Assert.True(result.IsCommitted);
        Assert.NotNull(store.Publisher.Current.FindWorkspace("a"));
    }

    [Fact]
    public async Task CommitAsync_AChange_AuditsWhoWhatAndFromWhereWithoutSecrets()
    {
        await using var store = await StoreFixture.StartAsync();
        store.Get<ActorContext>().Current = new Actor("ada", "192.0.2.1");
        await using var db = store.Open();
        var registry = StoreRows.Registry("main", "reg.test");
        registry.PasswordCipher = [1, 2, 3];
        db.Registries.Add(registry);

        await store.Changes.CommitAsync(db, new AuditDraft("registry.create", "main", After: registry), Cancel);

        var entry = await db.AuditEntries.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(("ada", "registry.create", "main", "ok", "192.0.2.1"), (entry.Actor, entry.Action, entry.Object, entry.Outcome, entry.Source));
        Assert.Null(entry.Before);
        Assert.Contains("\"type\":\"docker-registry\"", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("cipher", entry.After, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task CommitAsync_ANameThatIsTaken_IsADuplicateAndLeavesNoAudit()
    {
        await using var store = await StoreFixture.StartAsync();
        await AddAsync(store, StoreRows.Workspace("a"));
        await using var db = store.Open();
        db.Workspaces.Add(StoreRows.Workspace("a"));

        var result = await store.Changes.CommitAsync(db, Draft, Cancel);

        Assert.Equal(CommitStatus.Duplicate, result.Status);
        Assert.Equal("Workspaces.Name", result.Where);
        Assert.Equal(ErrorCodes.NameTaken, result.ToProblem()!.Code);
        await using var after = store.Open();
        Assert.Equal(1, await after.AuditEntries.CountAsync(Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommitAsync_TwoRegistriesOfOneNameOrHost_AreDuplicatesAlsoAtPlatformLevel(bool sameHost)
    {
        await using var store = await StoreFixture.StartAsync();
        await AddAsync(store, StoreRows.Registry("one", "reg.test"));
        await using var db = store.Open();
        db.Registries.Add(sameHost ? StoreRows.Registry("two", "reg.test") : StoreRows.Registry("one", "other.test"));

        Assert.Equal(CommitStatus.Duplicate, (await store.Changes.CommitAsync(db, Draft, Cancel)).Status);
    }

    [Fact]
    public async Task CommitAsync_DeletingWhatIsUsed_IsReferenced()
    {
        await using var store = await StoreFixture.StartAsync();
        var workspace = StoreRows.Workspace("a");
        await AddAsync(store, workspace, StoreRows.Cluster("c"), StoreRows.Namespace("c", "n", workspace.Id));
        await using var db = store.Open();
        db.Workspaces.Remove(await db.Workspaces.SingleAsync(Cancel));

        var result = await store.Changes.CommitAsync(db, Draft, Cancel);

        Assert.Equal(CommitStatus.Referenced, result.Status);
        Assert.Equal(ErrorCodes.WorkspaceInUse, result.ToProblem(referenced: ErrorCodes.WorkspaceInUse)!.Code);
    }

    [Fact]
    public async Task CommitAsync_TwoEditorsOfDifferentFields_BothWin()
    {
        await using var store = await StoreFixture.StartAsync();
        await AddAsync(store, StoreRows.Registry("main", "reg.test"));
        await using var first = store.Open();
        await using var second = store.Open();
        (await first.Registries.SingleAsync(Cancel)).DisplayName = "Main";
        (await second.Registries.SingleAsync(Cancel)).Version = "2.8";

        Assert.True((await store.Changes.CommitAsync(first, Draft, Cancel)).IsCommitted);
        Assert.True((await store.Changes.CommitAsync(second, Draft, Cancel)).IsCommitted);

        await using var db = store.Open();
        var registry = await db.Registries.SingleAsync(Cancel);
        Assert.Equal(("Main", "2.8", 2L), (registry.DisplayName, registry.Version, registry.Revision));
    }

    [Fact]
    public async Task CommitAsync_OnlyIfUnchanged_IsStaleAfterSomebodyElse()
    {
        await using var store = await StoreFixture.StartAsync();
        await AddAsync(store, StoreRows.Workspace("a"));
        await using var first = store.Open();
        await using var second = store.Open();
        (await first.Workspaces.SingleAsync(Cancel)).DisplayName = "first";
        (await second.Workspaces.SingleAsync(Cancel)).DisplayName = "second";
        await store.Changes.CommitAsync(first, Draft, Cancel);

        var result = await store.Changes.CommitAsync(second, [Draft], new CommitTerms(OnlyIfUnchanged: true), Cancel);

        Assert.Equal(ErrorCodes.PreconditionFailed, result.ToProblem()!.Code);
    }

    [Fact]
    public async Task CommitAsync_EditingWhatIsGone_IsGone_AndDeletingItSucceeds()
    {
        await using var store = await StoreFixture.StartAsync();
        await AddAsync(store, StoreRows.Workspace("a"));
        await using var editor = store.Open();
        await using var deleter = store.Open();
        await using var first = store.Open();
        (await editor.Workspaces.SingleAsync(Cancel)).DisplayName = "x";
        deleter.Workspaces.Remove(await deleter.Workspaces.SingleAsync(Cancel));
        first.Workspaces.Remove(await first.Workspaces.SingleAsync(Cancel));
        await store.Changes.CommitAsync(first, Draft, Cancel);

        Assert.Equal(CommitStatus.Gone, (await store.Changes.CommitAsync(editor, Draft, Cancel)).Status);
        Assert.True((await store.Changes.CommitAsync(deleter, Draft, Cancel)).IsCommitted);
    }

    [Fact]
    public async Task CommitAsync_AConditionThatDoesNotHold_RollsBack()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var db = store.Open();
        db.Workspaces.Add(StoreRows.Workspace("a"));

        var result = await store.Changes.CommitAsync(db, [Draft], new CommitTerms(Keeps: (_, _) => Task.FromResult<Problem?>(new Problem(ErrorCodes.LastAdmin))), Cancel);

        Assert.Equal(ErrorCodes.LastAdmin, result.ToProblem()!.Code);
        await using var after = store.Open();
        Assert.Empty(await after.Workspaces.ToListAsync(Cancel));
        Assert.Null(store.Publisher.Current.FindWorkspace("a"));
    }

    [Fact]
    public async Task CommitAsync_WhileAnotherProcessHoldsTheLock_Waits()
    {
        await using var store = await StoreFixture.StartAsync();
        await using var other = store.Open();
        await using var held = await other.Database.BeginTransactionAsync(Cancel);
        await using var db = store.Open();
        db.Workspaces.Add(StoreRows.Workspace("a"));

        var commit = Task.Run(() => store.Changes.CommitAsync(db, Draft, Cancel), Cancel);
        await held.CommitAsync(Cancel);

        Assert.True((await commit).IsCommitted);
    }

    [Fact]
    public async Task Times_OfAnyOffset_ComeBackInUtcAndInOrder()
    {
        await using var store = await StoreFixture.StartAsync();
        var late = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(-5)); // 06:00 UTC
        var early = new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.Zero);
        var (a, b) = (StoreRows.Workspace("late"), StoreRows.Workspace("early"));
        (a.CreatedAt, b.CreatedAt) = (late, early);
        await AddAsync(store, a, b);
        await using var db = store.Open();

        var ordered = await db.Workspaces.AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(Cancel);

        Assert.Equal(["early", "late"], ordered.Select(w => w.Name));
        Assert.Equal(late, ordered[1].CreatedAt);
        Assert.Equal(TimeSpan.Zero, ordered[1].CreatedAt.Offset);
    }

    private static async Task AddAsync(StoreFixture store, params object[] rows)
    {
        await using var db = store.Open();
        db.AddRange(rows);
        Assert.True((await store.Changes.CommitAsync(db, Draft, Cancel)).IsCommitted);
    }
}
