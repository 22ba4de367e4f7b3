using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Server.Overview.Identities;
using Roadstead.Server.Storage.Entities;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

/// <summary>Which pull identities need somebody before they end.</summary>
public sealed class IdentityOverviewTests
{
    private static readonly Guid Registry = Guid.NewGuid();
    private static readonly Guid Workspace = Guid.NewGuid();

    private readonly ManualTime time = new();

    [Theory]
    [InlineData(90, 68, true)] // 22 of 90 days are left, and renewal was due at 30
    [InlineData(90, 66, false)]
    [InlineData(0.125, 0.1, true)] // a life of 3 hours, as some registries give
    [InlineData(0.125, 0.08, false)]
    public void CountEnding_ByTheShareOfItsLife_IsWhatWasNotRenewed(double lifeDays, double ageDays, bool ends)
    {
        var end = time.GetUtcNow().AddDays(lifeDays - ageDays);
        var counted = Of(Row(PullIdentityState.Ready, lifeDays, ageDays)).CountEnding();
        Assert.Equal(ends ? (1, end) : (0, null), counted);
    }

    [Fact]
    public void CountEnding_WhatDoesNotServeOrNeverEnds_CountsForNothing()
    {
        Assert.Equal(0, Of(Row(PullIdentityState.Closed, 90, 89)).CountEnding().Count);
        Assert.Equal(0, Of(Row(PullIdentityState.Retiring, 90, 89)).CountEnding().Count);
        var unending = Row(PullIdentityState.Ready, 90, 89);
        unending.ExpiresAt = null;
        Assert.Equal(0, Of(unending).CountEnding().Count);
    }

    private PullIdentity Row(PullIdentityState state, double lifeDays, double ageDays) => new()
    {
        RegistryId = Registry,
        WorkspaceId = Workspace,
        Cluster = "lab",
        Generation = 1,
        Name = "roadstead-test-1",
        RemoteId = "1",
        Login = "robot",
        SecretCipher = [1],
        State = state,
        Spaces = ["team-a"],
        MadeAt = time.GetUtcNow().AddDays(-ageDays),
        ExpiresAt = time.GetUtcNow().AddDays(lifeDays - ageDays),
    };

    private IdentityOverviewService Of(PullIdentity row)
    {
        var space = new SpaceRow(Guid.NewGuid(), Registry, "team-a", "team-a", Public: false);
        var rights = new NeededRights(withPublic: false, [space], new[] { (Space: space.Id, Workspace) }.ToLookup(binding => binding.Space, binding => binding.Workspace));
        return new(new Source(RegistryAccounts.Build(new Dictionary<Guid, NeededRights> { [Registry] = rights }, [(Workspace, "lab")], [row])), null!, null!, time);
    }

    private sealed record Source(RegistryAccounts RegistryAccounts) : IRegistryAccountSource;
}
