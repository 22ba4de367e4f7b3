using Roadstead.Core.Access;
using Roadstead.Registries;
using Roadstead.Server.Access;

namespace Roadstead.Server.Tests.Access;

/// <summary>What accounts at registries should be able to pull: in agreement with the access map, of which this is the other side.</summary>
public sealed class NeededRightsTests
{
    private static readonly Guid Registry = Guid.NewGuid();
    private static readonly Guid Team = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public void WherePublicIsOpenToEverybody_OnlyBoundSpacesCount_AndNoneWithoutAPrivateOne()
    {
        var (open, closed) = (Space("open", true), Space("closed", false));

        Assert.Equal(PullRights.Of("closed", "open"), Needed(false, [open, closed], (open, Team), (closed, Team)).Of(Team));
        Assert.Equal(PullRights.None, Needed(false, [open, closed], (open, Team)).Of(Team));
        Assert.Equal(PullRights.None, Needed(false, [open, closed], (closed, Other)).Of(Team));
    }

    [Fact]
    public void WhereNot_PublicOnesCountForEverybody()
    {
        var (open, closed) = (Space("open", true), Space("closed", false));
        var needed = Needed(true, [open, closed], (closed, Team));

        Assert.Equal(PullRights.Of("closed", "open"), needed.Of(Team));
        Assert.Equal(PullRights.Of("open"), needed.Of(Other));
        Assert.Equal(PullRights.None, Needed(true, [closed], (closed, Team)).Of(Other));
    }

    [Fact]
    public void SpacesInside_ThatAreClosed_AreExceptions_AndNoOthers()
    {
        SpaceRow[] spaces = [Space("d", true), Space("d/secret", false), Space("d/secret/inner", false), Space("d/secret/open", true), Space("d/secret/open/x", false), Space("d-2/secret", false), Space("e/x", false), Space("e", false)];

        Assert.Equal(PullRights.Of(["d", "d/secret/open"], ["d/secret", "d/secret/open/x"]), Needed(true, spaces).Of(Team));
        Assert.Equal(PullRights.Of(["d", "d/secret", "d/secret/open"], ["d/secret/inner", "d/secret/open/x"]), Needed(true, spaces, (spaces[1], Team)).Of(Team));
    }

    [Fact]
    public void SpacesThatShowOthers_AreNeverGiven()
    {
        var members = new[] { Space("local", true), Space("closed", false) };
        var shows = Space("all", true) with { Includes = ["local", "closed"] };

        Assert.Equal(PullRights.Of("local"), Needed(true, [.. members, shows], (shows, Team)).Of(Team));
        Assert.Equal(PullRights.None, Needed(true, [members[1], shows], (shows, Team)).Of(Team));
    }

    // Whatever the spaces: what the account may pull is what the map allows.
    [Fact]
    public void Rights_OfRandomSpaces_SayWhatTheMapDecides()
    {
        var random = new Random(20261128);
        string[] names = ["a", "a/b", "a/b/c", "a/b/c/d", "a/bc", "b", "b/a", "b/a/a", "c/a"];
        for (var round = 0; round < 200; round++)
        {
            var spaces = names.Where(_ => random.Next(3) > 0).Select(name => Space(name, random.Next(2) == 0)).ToArray();
            var bound = spaces.Where(_ => random.Next(3) == 0).Select(space => (space, Team)).ToArray();
            var rights = Needed(true, spaces, bound).Of(Team);
            var map = AccessMap.Build(new AccessSnapshot(
                1,
                "gate.test",
                [new ClusterRow("lab", false)],
                [new WorkspaceRow(Team, "team")],
                [new NamespaceRow("lab", "ns", Team)],
                [new RegistryRow(Registry, "hub", null, [new ImageHost("hub.test")], "hub.test/", false)],
                [.. spaces],
                [.. bound.Select(one => new BindingRow(one.space.Id, Team))],
                []));
            foreach (var path in names.SelectMany(name => new[] { $"{name}/app", $"{name}/b/app" }))
            {
                var longest = rights.Spaces.Concat(rights.Except).Where(rule => PullRights.IsInside(path, rule)).MaxBy(rule => rule.Length);
                Assert.True((longest is not null && rights.Spaces.Contains(longest)) == map.Decide("lab", "ns", $"hub.test/{path}").IsAllowed, $"{path}: {rights}");
            }
        }
    }

    private static NeededRights Needed(bool withPublic, SpaceRow[] spaces, params (SpaceRow Space, Guid Workspace)[] bindings) =>
        new(withPublic, spaces, bindings.ToLookup(one => one.Space.Id, one => one.Workspace));

    private static SpaceRow Space(string name, bool isPublic) => new(Guid.NewGuid(), Registry, name, name, isPublic);
}
