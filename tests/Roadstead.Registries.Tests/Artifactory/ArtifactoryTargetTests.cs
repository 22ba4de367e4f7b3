using Roadstead.Registries.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Which permission targets stand for which rights.</summary>
public sealed class ArtifactoryTargetTests
{
    private const string Account = "roadstead-abcdef-0123456789ab-1";

    [Fact]
    public void Of_WholeRepositories_ShareOneTarget()
    {
        var target = Assert.Single(ArtifactoryTarget.Of(Account, PullRights.Of("docker-b", "docker-a")));

        Assert.Equal(Account, target.Name);
        Assert.Equal(["docker-a", "docker-b"], target.Repositories);
        Assert.Equal("**", target.Include);
        Assert.Empty(target.Exclude);
    }

    [Fact]
    public void Of_PartsAndExceptions_HaveTargetsOfTheirOwn()
    {
        var targets = ArtifactoryTarget.Of(Account, PullRights.Of(["docker-a", "docker-b", "docker-c/team-a"], ["docker-b/secret", "docker-c/team-a/x/y"]));

        Assert.Equal(3, targets.Count);
        var except = targets.Single(target => target.Repositories is ["docker-b"]);
        Assert.Equal(("**", "secret/**"), (except.Include, Assert.Single(except.Exclude)));
        var part = targets.Single(target => target.Repositories is ["docker-c"]);
        Assert.Equal(("team-a/**", "team-a/x/y/**"), (part.Include, Assert.Single(part.Exclude)));
        Assert.All([except, part], target => Assert.Equal(Account, ArtifactoryTarget.AccountOf(target.Name)));
        Assert.Equal(["docker-a"], targets.Single(target => target.Name == Account).Repositories);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b c")]
    [InlineData("a/x")]
    [InlineData("a !a/x")]
    [InlineData("a a/x/y !a/x")]
    [InlineData("a b/c b/c/d/e !b/c/d !b/c/d/e/f")]
    public void Rights_ReadFromTargets_AreThoseThatWereWritten(string rules)
    {
        var rights = PullRights.FromRules(rules.Split(' '));
        var read = ArtifactoryTarget.Of(Account, rights).Select(target => target.RightsOf(Account)!).ToList();

        Assert.Equal(rights, PullRights.Of(read.SelectMany(one => one.Spaces), read.SelectMany(one => one.Except)));
    }

    [Fact]
    public void TargetOfAll_IsAllOnlyWhileItNamesAll()
    {
        var target = Assert.Single(ArtifactoryTarget.OfWhole(Account, ["b", "a"]));

        Assert.Equal(PullRights.Whole, target.RightsOf(Account, ["a", "b"]));
        Assert.Equal(PullRights.Of("a", "b"), target.RightsOf(Account, ["a", "b", "c"]));
        Assert.Null((target with { Include = "x/**" }).RightsOf(Account, ["a", "b"]));
        Assert.Equal(Account, ArtifactoryTarget.AccountOf(target.Name));
        Assert.Empty(ArtifactoryTarget.OfWhole(Account, []));
    }

    [Fact]
    public void OneSpaceMore_ChangesOneTarget()
    {
        var before = ArtifactoryTarget.Of(Account, PullRights.Of(["a", "b", "c/x"], ["b/secret"]));

        Assert.Single(ArtifactoryTarget.Of(Account, PullRights.Of(["a", "b", "c/x", "d"], ["b/secret"])).Except(before));
        Assert.Single(ArtifactoryTarget.Of(Account, PullRights.Of(["a", "b", "c/x"], ["b/secret", "b/other"])).Except(before));
        Assert.Single(before.Except(ArtifactoryTarget.Of(Account, PullRights.Of(["a", "b"], ["b/secret"]))));
        Assert.Empty(ArtifactoryTarget.Of(Account, PullRights.Of(["c/x", "b", "a"], ["b/secret"])).Except(before));
    }

    [Fact]
    public void RightsOf_WhatRoadsteadDoesNotMake_IsNull()
    {
        var part = ArtifactoryTarget.Of(Account, PullRights.Of("a/x")).Single();

        Assert.Null((part with { Include = "y/**" }).RightsOf(Account));
        Assert.Null((part with { Include = "**/x" }).RightsOf(Account));
        Assert.Null((part with { Repositories = ["a", "b"] }).RightsOf(Account));
        Assert.Null((part with { Exclude = ["x/*.json"] }).RightsOf(Account));
        Assert.Null(new ArtifactoryTarget(Account, ["a"], "x/**", []).RightsOf(Account));
        Assert.Null(new ArtifactoryTarget(Account, ["a"], "**", ["x/**"]).RightsOf(Account));
    }
}
