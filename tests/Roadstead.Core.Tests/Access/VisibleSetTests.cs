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
