using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

public sealed class VerdictTextTests
{
    private static readonly AccessMap Map = AccessMap.Build(World.Parse(
    [
        "gateway gate.example", "cluster prod unmanaged=allow", "cluster lab unmanaged=deny",
        "workspace blue", "workspace green", "namespace prod/web of blue", "namespace lab/web of blue",
        "registry harbor hosts reg.io pull reg.io/", "space harbor/open public", "space harbor/mine private bound blue", "space harbor/theirs private bound green",
        "registry art hosts art.example pull art.example/", "space art/local private bound green", "space art/local/open public", "space art/all public includes local", "space art/lost public includes nosuch",
        "registry blue:nexus hosts nexus.example pull nexus.example/", "registry green:vault hosts vault.example pull vault.example/ exclusive",
        "removed gone.example was oldreg", "removed mine.example was mine of blue",
    ]).Snapshot);

    [Theory]
    [InlineData("prod", "web", "reg.io/A", "'reg.io/A' is no image reference.", "Correct the name")]
    [InlineData("prod", "web", "a_b.com/c", "neither a host nor a part of a name", "Correct the name")]
    [InlineData("prod", "web", "sha256:abc", "'sha256:abc' is read as an image ID", "by its repository")]
    [InlineData("prod", "web", "reg.io/open/a", "public space 'open' of the registry 'harbor'", null)]
    [InlineData("prod", "web", "reg.io/mine/a", "private space 'mine' of the registry 'harbor', which is bound to the workspace 'blue'", null)]
    [InlineData("prod", "web", "nexus.example/a", "registry 'nexus', the own registry of the workspace 'blue'", null)]
    [InlineData("prod", "web", "reg.io/theirs/a", "private space 'theirs' of the registry 'harbor', which is not bound to the workspace 'blue'", "bind the space 'theirs' of 'harbor' to the workspace 'blue'")]
    [InlineData("prod", "stray", "reg.io/theirs/a", "not bound to anybody outside a workspace", "put the namespace into a workspace")]
    [InlineData("prod", "web", "reg.io/other/a", "registry 'harbor', but in none of its spaces", "make a space of 'harbor'")]
    [InlineData("prod", "web", "art.example/all/a", "space 'all' of the registry 'art', which includes the space 'local', and that one is private and not bound to the workspace 'blue'", "bind the space 'local' of 'art' to the workspace 'blue' too")]
    [InlineData("prod", "stray", "art.example/all/a", "includes the space 'local', and that one is private and not bound to anybody outside a workspace", "into a workspace that the space 'local' of 'art' is bound to")]
    [InlineData("prod", "web", "art.example/all/open/a", "public space 'all' of the registry 'art'", null)]
    [InlineData("prod", "web", "art.example/lost/a", "space 'lost' of the registry 'art', which includes 'nosuch'", "give 'art' a login that sees 'nosuch'")]
    [InlineData("prod", "web", "gate.example/nosuch/a", "a name under the gateway", "gateway/w/workspace/registry/path")]
    [InlineData("prod", "web", "gone.example/a", "registry 'oldreg', which was removed", "DELETE /api/v1/removed-hosts/gone.example")]
    [InlineData("prod", "web", "mine.example/a", "registry 'mine', which was removed", "ask an admin of the workspace")]
    [InlineData("prod", "web", "quay.io/a", "such images are allowed here", null)]
    [InlineData("lab", "web", "quay.io/a", "such images are denied here", "integrate the registry")]
    [InlineData("moon", "web", "quay.io/a", "the cluster is not known", "Correct the cluster's name")]
    [InlineData("prod", "web", "vault.example/a", "has for itself alone", "lift the exclusive claim")]
    public void Words_OfEachReason_NameTheImageTheRuleAndTheRemedy(string cluster, string ns, string image, string message, string? remedy)
    {
        var verdict = Map.Decide(cluster, ns, image);

        Assert.Contains(message, VerdictText.Message(verdict), StringComparison.Ordinal);
        Assert.Contains($"'{image}'", VerdictText.Message(verdict), StringComparison.Ordinal);
        Assert.Equal(remedy is null, verdict.IsAllowed);
        if (remedy is null)
            Assert.Null(VerdictText.Remedy(verdict));
        else
            Assert.Contains(remedy, VerdictText.Remedy(verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_OfADenial_NeverNameAnotherWorkspace() =>
        Assert.All(["reg.io/theirs/a", "art.example/all/a", "vault.example/a", "gate.example/harbor/theirs/a"], image =>
        {
            var verdict = Map.Decide("prod", "web", image);
            Assert.DoesNotContain("green", VerdictText.Message(verdict) + VerdictText.Remedy(verdict), StringComparison.Ordinal);
        });
}
