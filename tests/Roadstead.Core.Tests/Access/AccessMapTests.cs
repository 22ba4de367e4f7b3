using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

public sealed class AccessMapTests
{
    private static readonly Guid Workspace = Guid.NewGuid();
    private static readonly Guid Registry = Guid.NewGuid();
    private static readonly Guid Space = Guid.NewGuid();

    [Fact]
    public void Empty_DecidesNothingButDenies()
    {
        Assert.Equal(AccessReason.UnmanagedDenied, AccessMap.Empty.Decide("c", "n", "reg.io/app").Reason);
        Assert.Equal(AccessReason.UnmanagedDenied, AccessMap.Empty.Decide("c", "n", "nginx").Reason);
        Assert.Equal(0, AccessMap.Empty.Version);
        Assert.Empty(AccessMap.Empty.VisibleAll().Prefixes());
    }

    [Fact]
    public void Verdict_Default_IsNotAllowed()
    {
        Assert.False(default(Verdict).IsAllowed);
        Assert.Null(default(Verdict).PathInRegistry());
    }

    [Fact]
    public void Build_RowsThatNameWhatIsAbsent_AreLeftOut()
    {
        var stranger = Guid.NewGuid();
        var map = AccessMap.Build(new AccessSnapshot(
            1, "gate.example",
            [new ClusterRow("c", true), new ClusterRow("c", false)],
            [new WorkspaceRow(Workspace, "blue"), new WorkspaceRow(Workspace, "other")],
            [new NamespaceRow("c", "n", Workspace), new NamespaceRow("c", "n", stranger), new NamespaceRow("nosuch", "n", Workspace), new NamespaceRow("c", "m", stranger)],
            [
                new RegistryRow(Registry, "harbor", null, [new ImageHost("reg.io")], "reg.io/", false),
                new RegistryRow(Registry, "twice", null, [new ImageHost("twice.io")], "twice.io/", false),
                new RegistryRow(Guid.NewGuid(), "orphan", stranger, [new ImageHost("orphan.io")], "orphan.io/", true),
                new RegistryRow(Guid.NewGuid(), "hostless", null, [], "gate.example/hostless/", false),
                new RegistryRow(Guid.NewGuid(), "odd", null, [new ImageHost("not a host")], "", false),
            ],
            [new SpaceRow(Space, Registry, "a", "a", false), new SpaceRow(Guid.NewGuid(), Registry, "a", "a", true), new SpaceRow(Guid.NewGuid(), stranger, "x", "", true)],
            [new BindingRow(Space, Workspace), new BindingRow(Space, stranger), new BindingRow(stranger, Workspace), new BindingRow(Space, Workspace)],
            [new RemovedHostRow("gone.io", "gone", stranger), new RemovedHostRow("", "nothing", null)]));

        Assert.Equal(AccessReason.Bound, map.Decide("c", "n", "reg.io/a/app").Reason);
        Assert.Equal(AccessReason.NotBound, map.Decide("c", "m", "reg.io/a/app").Reason);
        Assert.Equal(AccessReason.NotBound, map.Decide("nosuch", "n", "reg.io/a/app").Reason);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "n", "orphan.io/app").Reason);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "n", "gone.io/app").Reason);
        Assert.Equal(AccessReason.UnknownSpace, map.Decide("c", "n", "gate.example/hostless/app").Reason);
    }

    [Fact]
    public void Build_TwoPlatformRegistriesOnOneHost_FirstHostGoesBeforeAliasWhateverTheOrderOfRows()
    {
        var alias = new RegistryRow(Guid.NewGuid(), "a-old", null, [new ImageHost("a.io"), new ImageHost("reg.io")], "a.io/", false);
        var own = new RegistryRow(Guid.NewGuid(), "b-new", null, [new ImageHost("reg.io")], "reg.io/", false);
        foreach (var rows in new[] { new[] { alias, own }, [own, alias] })
        {
            var map = AccessMap.Build(new AccessSnapshot(1, "", [], [], [], [.. rows], [], [], []));
            Assert.Equal("b-new", map.Decide("c", "n", "reg.io/app").Registry!.Name);
            Assert.Equal("a-old", map.Decide("c", "n", "a.io/app").Registry!.Name);
        }
    }

    [Fact]
    public void Build_HttpAndHttpsOnOneHost_TheNameWithoutPortIsTheHttpsOne()
    {
        var http = new RegistryRow(Guid.NewGuid(), "a-http", null, [new ImageHost("reg.io", DefaultPort: 80)], "gate/a-http/", false);
        var https = new RegistryRow(Guid.NewGuid(), "b-https", null, [new ImageHost("reg.io")], "reg.io/", false);
        var map = AccessMap.Build(new AccessSnapshot(1, "", [], [], [], [http, https], [], [], []));
        Assert.Equal("b-https", map.Decide("c", "n", "reg.io/app").Registry!.Name);
        Assert.Equal("b-https", map.Decide("c", "n", "reg.io:443/app").Registry!.Name);
        Assert.Equal("a-http", map.Decide("c", "n", "reg.io:80/app").Registry!.Name);
    }

    [Theory]
    [InlineData("harbor/team-a/app", AccessReason.Public)]
    [InlineData("harbor", AccessReason.UnknownSpace)]
    [InlineData("harbor/Team-a/app", AccessReason.Unparseable)]
    [InlineData("harbor//app", AccessReason.Unparseable)]
    [InlineData("harbor/../app", AccessReason.Unparseable)]
    [InlineData("harbor/app:1", AccessReason.Unparseable)]
    [InlineData("", AccessReason.Unparseable)]
    public void DecideGateway_GatewayHostWithoutADot_ReadsTheNameAllTheSame(string name, AccessReason expected)
    {
        // As an image, "roadstead/harbor/team-a/app" is one of Docker Hub's; the gateway itself knows better.
        var map = AccessMap.Build(new AccessSnapshot(
            1, "roadstead", [], [], [],
            [new RegistryRow(Registry, "harbor", null, [new ImageHost("reg.io")], "roadstead/harbor/", false)],
            [new SpaceRow(Space, Registry, "team-a", "team-a", true)], [], []));

        var verdict = map.DecideGateway("c", "n", name);
        Assert.Equal(expected, verdict.Reason);
        Assert.Equal("roadstead/" + name, verdict.Image);
        if (verdict.IsAllowed)
            Assert.Equal("team-a/app", verdict.PathInRegistry());
        Assert.Equal(expected, map.DecideGatewayFor(null, name).Reason);
        Assert.Equal(AccessReason.UnmanagedDenied, map.Decide("c", "n", "roadstead/harbor/team-a/app").Reason);
    }

    [Fact]
    public void Decide_LongAndOddTexts_NeverThrows()
    {
        var map = AccessMap.Build(new AccessSnapshot(1, "gate.example", [new ClusterRow("c", true)], [], [], [], [], [], []));
        var label = new string('A', 3000);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "n", label + "/app").Reason);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "n", $"[{new string(':', 3000)}]/app").Reason);
        Assert.Equal(AccessReason.UnmanagedAllowed, map.Decide("c", "n", $"reg.io:{new string('0', 3000)}/app").Reason);
        Assert.Equal(AccessReason.Unparseable, map.Decide("c", "n", new string('/', 100_000)).Reason);
        Assert.Throws<ArgumentNullException>(() => map.Decide("c", "n", null!));
    }

    [Theory]
    [InlineData("reg.io/team-a/app:1")]
    [InlineData("REG.io:443/team-a/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("part.reg.io/app")]
    [InlineData("gate.example/harbor/team-a/app")]
    [InlineData("gate.example/w/blue/nexus/app")]
    [InlineData("nexus.example/app")]
    [InlineData("quay.io/org/app")]
    [InlineData("nginx")]
    [InlineData("[2001:db8::1]:5000/x")]
    [InlineData("local.art.example/app")]
    [InlineData("LOCAL.art.example:443/app")]
    [InlineData("hub-cache.art.example/app")]
    [InlineData("all.art.example/deep/app:1")]
    [InlineData("art.example/all/deep/app")]
    public void Decide_Allowed_AllocatesNothing(string image)
    {
        var map = AccessMap.Build(World.Parse(
        [
            "gateway gate.example", "cluster prod unmanaged=allow", "workspace blue", "namespace prod/web of blue",
            "registry harbor hosts reg.io part.reg.io=team-a pull reg.io/", "space harbor/team-a private bound blue",
            "registry art hosts art.example *.art.example pull art.example/", "space art/local public", "space art/hub private bound blue aliases hub-cache",
            "space art/all private bound blue includes local hub",
            "registry six hosts [2001:db8::1]:5000 pull [2001:db8::1]:5000/", "space six/* public",
            "registry blue:nexus hosts nexus.example pull nexus.example/",
        ]).Snapshot);
        var visible = map.Visible("prod", "web");
        var registry = map.Decide("prod", "web", "reg.io/team-a/app").Registry!.Id;
        var art = map.Decide("prod", "web", "art.example/all/app").Registry!.Id;
        Assert.True(map.Decide("prod", "web", image).IsAllowed);
        Assert.True(visible.Allows(registry, "team-a/app"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var allowed = 0;
        for (var i = 0; i < 1000; i++)
        {
            allowed += map.Decide("prod", "web", image).IsAllowed ? 1 : 0;
            allowed += visible.Allows(registry, "team-a/app") ? 1 : 0;
            allowed += visible.Allows(art, "all/deep/app") ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3000, allowed);
    }
}
