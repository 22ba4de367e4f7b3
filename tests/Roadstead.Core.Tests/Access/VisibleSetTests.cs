using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

public sealed class VisibleSetTests
{
    private static readonly World Small = World.Parse(
    [
        "gateway gate.example",
        "cluster prod unmanaged=allow",
        "workspace blue",
        "workspace green",
        "namespace prod/web of blue",
        "registry harbor hosts reg.io pull reg.io/",
        "space harbor/* private bound green",
        "space harbor/team-a public",
        "space harbor/team-a/secret private",
        "space harbor/team-a/secret/open public",
        "space harbor/team-b private bound blue",
        "registry hub hosts docker.io pull docker.io/",
        "space hub/* public",
        "registry blue:nexus hosts nexus.example pull gate.example/w/blue/nexus/",
        "registry green:nexus hosts nexus.example pull gate.example/w/green/nexus/",
        "registry blue:taken hosts reg.io pull reg.io/",
        "registry blue:gone hosts gone.example pull gone.example/",
        "removed gone.example was gone",
    ]);

    private static readonly AccessMap Map = AccessMap.Build(Small.Snapshot);

    [Theory]
    [InlineData("harbor", "team-a/app", true)]
    [InlineData("harbor", "team-a", true)]
    [InlineData("harbor", "team-ab/app", false)]
    [InlineData("harbor", "team-a/secret/app", false)]
    [InlineData("harbor", "team-a/secret/open/app", true)]
    [InlineData("harbor", "team-b/app", true)]
    [InlineData("harbor", "other", false)]
    [InlineData("harbor", "team-a/App", false)]
    [InlineData("harbor", "team-a/", false)]
    [InlineData("harbor", "team-a/../team-b", false)]
    [InlineData("harbor", "", false)]
    [InlineData("hub", "library/nginx", true)]
    [InlineData("hub", "nginx", false)]
    [InlineData("blue:nexus", "any/thing", true)]
    [InlineData("green:nexus", "any/thing", false)]
    [InlineData("blue:taken", "team-a/app", false)]
    [InlineData("blue:gone", "app", false)]
    [InlineData("nosuch", "app", false)]
    public void Allows_OfANamespace_IsWhatItMayPull(string registry, string path, bool expected) =>
        Assert.Equal(expected, Map.Visible("prod", "web").Allows(Small.Id("registry " + registry), path));

    [Fact]
    public void Allows_PathForWhichTheGatewaysNameLeavesNoRoom_IsFalse()
    {
        var registry = Small.Id("registry blue:nexus");
        var room = 255 - "w/blue/nexus/".Length;
        Assert.True(Map.Visible("prod", "web").Allows(registry, new string('a', room)));
        Assert.False(Map.Visible("prod", "web").Allows(registry, new string('a', room + 1)));
        Assert.True(Map.Decide("prod", "web", "gate.example/w/blue/nexus/" + new string('a', room)).IsAllowed);
        Assert.False(Map.Decide("prod", "web", "gate.example/w/blue/nexus/" + new string('a', room + 1)).IsAllowed);
    }

    [Fact]
    public void Prefixes_OfANamespace_NameTheirNestedOnes()
    {
        var parts = Map.Visible("prod", "web").Prefixes()
            .Select(part => $"{part.Registry.Name} {part.Space?.Name ?? "-"} '{part.Prefix}' without [{string.Join(' ', part.Excluded)}]")
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "harbor team-a 'team-a' without [team-a/secret]",
                "harbor team-a/secret/open 'team-a/secret/open' without []",
                "harbor team-b 'team-b' without []",
                "hub * '' without []",
                "nexus - '' without []",
            ],
            parts);
    }

    [Fact]
    public void Prefixes_SpaceThatIncludesOthers_IsDividedAsTheyAre()
    {
        var map = AccessMap.Build(World.Parse(
        [
            "workspace blue", "cluster prod unmanaged=deny", "namespace prod/web of blue", "registry art hosts art.example pull art.example/",
            "space art/local public", "space art/local/secret private", "space art/local/secret/open public",
            "space art/closed private", "space art/closed/open public", "space art/hub public aliases hub-cache",
            "space art/all public includes local", "space art/wide private bound blue includes all closed",
        ]).Snapshot);
        var parts = map.Visible("prod", "web").Prefixes().Where(part => part.Space!.Name is "all" or "wide" or "hub")
            .Select(part => $"{part.Space!.Name} '{part.Prefix}' without [{string.Join(' ', part.Excluded)}]").Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "all 'all' without [all/secret]",
                "all 'all/secret/open' without []",
                "hub 'hub' without []",
                "hub 'hub-cache' without []",
                "wide 'wide/open' without []",
            ],
            parts);
    }

    [Theory]
    [InlineData("docker-local/app", "one.example/app")]
    [InlineData("docker-local/team-a/app", "team.example:5001/app")]
    [InlineData("docker-local/team-ab/app", "one.example/team-ab/app")]
    [InlineData("docker-remote/app", "docker-remote.art.example/app")]
    [InlineData("docker-remote/deep/app", "docker-remote.art.example/deep/app")]
    [InlineData("docker-remote", "images.example/docker-remote")]
    [InlineData("docker_remote/app", "images.example/docker_remote/app")]
    [InlineData("docker.remote/app", "images.example/docker.remote/app")]
    [InlineData("art/app", "images.example/art/app")]
    [InlineData("other/app", "images.example/other/app")]
    public void NameOf_HostsForParts_IsByTheOneThatStandsForThePath(string path, string expected)
    {
        var world = World.Parse(
        [
            "registry art hosts images.example art.art.example *.art.example one.example=docker-local team.example:5001=docker-local/team-a pull images.example/",
            "registry other hosts other.art.example pull other.art.example/",
            "space art/docker-local public", "space art/docker-remote public", "space art/docker_remote public", "space art/docker.remote public", "space art/art public", "space art/other public",
        ]);
        var map = AccessMap.Build(world.Snapshot);
        var registry = map.FindRegistry(world.Id("registry art"))!;

        Assert.Equal(expected, registry.NameOf(path));
        Assert.Equal((path, registry), (map.DecideFor(null, false, expected).PathInRegistry(), map.DecideFor(null, false, expected).Registry));
        Assert.True(map.VisibleFor(null).Allows(registry.Id, path));
        if (path.Contains('/'))
            Assert.Equal(expected[..(expected.LastIndexOf('/') + 1)], registry.PrefixOf(path[..path.LastIndexOf('/')]));
        Assert.Equal("images.example/", registry.PrefixOf(""));
    }

    [Fact]
    public void NameOf_RegistryBehindTheGateway_IsAlwaysByTheGateway()
    {
        var world = World.Parse(["gateway gate.example", "registry art hosts art.example *.art.example one.example=docker-local pull gate.example/art/"]);
        Assert.Equal("gate.example/art/docker-local/app", AccessMap.Build(world.Snapshot).FindRegistry(world.Id("registry art"))!.NameOf("docker-local/app"));
    }

    [Theory]
    [InlineData("art.example/docker-remote/app", "docker-remote/app")]
    [InlineData("art.example/", "")]
    [InlineData("one.example/te", "docker-local/te")]
    [InlineData("any.art.example/app", "any/app")]
    [InlineData("any.art.example", null)]
    [InlineData("a.b.art.example/app", null)]
    [InlineData("other.example/app", null)]
    public void PathOf_NameOrItsBeginning_IsThePathItNames(string name, string? expected)
    {
        var world = World.Parse(["registry art hosts art.example *.art.example one.example=docker-local pull art.example/"]);
        Assert.Equal(expected, AccessMap.Build(world.Snapshot).FindRegistry(world.Id("registry art"))!.PathOf(name));
    }

    [Fact]
    public void FindSpaces_OfAVerdict_AreAllWhoseWordItRestsOn()
    {
        var map = AccessMap.Build(World.Parse(
        [
            "registry art hosts art.example pull art.example/", "space art/local public", "space art/local/part private", "space art/hub public aliases hub-cache",
            "space art/all public includes local inner", "space art/inner public includes hub-cache",
        ]).Snapshot);

        Assert.Equal(["all", "local", "inner", "hub"], map.FindSpaces(map.DecideFor(null, false, "art.example/all/app")).Select(space => space.Name));
        Assert.Equal(["all", "local/part", "inner", "hub"], map.FindSpaces(map.DecideFor(null, false, "art.example/all/part/app")).Select(space => space.Name));
        Assert.Equal(["hub"], map.FindSpaces(map.DecideFor(null, false, "art.example/hub-cache/app")).Select(space => space.Name));
        Assert.Empty(map.FindSpaces(map.DecideFor(null, false, "art.example/other/app")));
        Assert.Empty(map.FindSpaces(map.DecideFor(null, true, "quay.io/other/app")));
        Assert.Equal([true, false], map.FindSpaces(map.DecideFor(null, false, "art.example/inner/app")).Select(space => space.IncludesOthers));
    }

    [Fact]
    public void FindPaths_OfWhatIsPulled_AreWhereItMayBeKept()
    {
        var world = World.Parse(
        [
            "workspace blue", "registry art hosts art.example pull art.example/", "registry blue:own hosts own.example pull own.example/", "space art/local public", "space art/local/part private", "space art/hub public aliases hub-cache",
            "space art/all public includes local inner", "space art/inner public includes hub-cache",
        ]);
        var map = AccessMap.Build(world.Snapshot);
        var art = world.Id("registry art");

        Assert.Equal(["local/part/app"], map.FindPaths(art, "local/part/app"));
        Assert.Equal(["hub/app"], map.FindPaths(art, "hub-cache/app"));
        Assert.Equal(["all/part/app", "local/part/app", "inner/part/app", "hub/part/app"], map.FindPaths(art, "all/part/app"));
        Assert.Equal(["elsewhere/app"], map.FindPaths(art, "elsewhere/app"));
        Assert.Equal(["any/app"], map.FindPaths(world.Id("registry blue:own"), "any/app"));
    }

    [Fact]
    public void FindObstacles_SpaceThatIncludesOthers_NamesWhatIsClosedToAsker()
    {
        var world = World.Parse(
        [
            "workspace blue", "registry art hosts art.example pull art.example/", "space art/open public", "space art/mine private bound blue", "space art/theirs private",
            "space art/all public includes open inner nosuch", "space art/inner public includes mine theirs",
            "space art/round private includes circle open", "space art/circle private includes round",
        ]);
        var map = AccessMap.Build(world.Snapshot);
        Assert.Equal(["nosuch", "mine", "theirs"], map.FindObstacles(world.Id("registry art"), "all", null));
        Assert.Equal(["nosuch", "theirs"], map.FindObstacles(world.Id("registry art"), "all", world.Id("workspace blue")));
        Assert.Equal(["circle"], map.FindObstacles(world.Id("registry art"), "round", null));
        Assert.Empty(map.FindObstacles(world.Id("registry art"), "open", null));
        Assert.Empty(map.FindObstacles(world.Id("registry art"), "absent", null));
    }

    [Fact]
    public void Registries_OfNobody_AreThoseWithSomethingPublic() =>
        Assert.Equal(["harbor", "hub"], Map.VisibleFor(null).Registries.Select(registry => registry.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void VisibleAll_ShowsEveryRegistryAndPath()
    {
        var all = Map.VisibleAll();
        Assert.True(all.Allows(Small.Id("registry harbor"), "team-a/secret/app"));
        Assert.True(all.Allows(Small.Id("registry blue:taken"), "any"));
        Assert.True(all.TryLocate(Small.Id("registry harbor"), "team-a/secret/app", out var registry, out var space));
        Assert.Equal(("harbor", "team-a/secret"), (registry.Name, space!.Name));
        Assert.False(all.Allows(Guid.NewGuid(), "any"));
        Assert.Equal(Small.Snapshot.Registries.Length, all.Prefixes().Count());
        Assert.Equal(Small.Snapshot.Registries.Length, all.Registries.Count());
    }

    [Fact]
    public void TryLocate_WhatIsNotVisible_TellsNothing()
    {
        Assert.False(Map.Visible("prod", "web").TryLocate(Small.Id("registry harbor"), "other", out var registry, out var space));
        Assert.Null(registry);
        Assert.Null(space);
    }

    [Fact]
    public void NameOf_VisiblePath_IsTheNameThatDecideAllows()
    {
        Assert.True(Map.Visible("prod", "web").TryLocate(Small.Id("registry blue:nexus"), "any/thing", out var registry, out _));
        Assert.Equal("gate.example/w/blue/nexus/any/thing", registry.NameOf("any/thing"));
        Assert.True(Map.Decide("prod", "web", registry.NameOf("any/thing")).IsAllowed);
    }
}
