namespace Roadstead.Registries.Tests;

public sealed class PullRightsTests
{
    [Fact]
    public void Of_KeepsOfTheExceptionsWhatLiesInside()
    {
        var rights = PullRights.Of(["docker-local", "a/b"], ["docker-local/secret", "docker-local-2/x", "a/bc", "docker-local", "a/b/c", "a/b/c"]);

        Assert.Equal(["a/b", "docker-local"], rights.Spaces);
        Assert.Equal(["a/b/c", "docker-local/secret"], rights.Except);
    }

    [Fact]
    public void Rules_ReadAndWritten_AreTheSame()
    {
        var rights = PullRights.Of(["b", "a"], ["a/x"]);

        Assert.Equal(["a", "b", "!a/x"], rights.ToRules());
        Assert.Equal(rights, PullRights.FromRules(rights.ToRules()));
        Assert.Equal(rights.GetHashCode(), PullRights.FromRules(rights.ToRules()).GetHashCode());
        Assert.NotEqual(rights, PullRights.Of("a", "b"));
        Assert.Equal(PullRights.None, PullRights.FromRules([]));
    }

    [Fact]
    public void Without_LeavesOutWhatIsMissing_AndWhatLayInIt()
    {
        var rights = PullRights.Of(["a", "b"], ["a/x"]);

        Assert.Equal(PullRights.Of("b"), rights.Without(new HashSet<string> { "a" }));
        Assert.Equal(PullRights.Of("a", "b"), rights.Without(new HashSet<string> { "a/x" }));
    }

    [Theory]
    [InlineData("a b", "a b", false)]
    [InlineData("a b c", "a b", false)]
    [InlineData("a", "a b", true)]
    [InlineData("a !a/x", "a", true)]
    [InlineData("a", "a !a/x", false)]
    [InlineData("", "a", true)]
    public void TakesFrom_IsTrue_WhenSomethingIsLost(string now, string before, bool takes) =>
        Assert.Equal(takes, PullRights.FromRules(now.Split(' ', StringSplitOptions.RemoveEmptyEntries)).TakesFrom(PullRights.FromRules(before.Split(' '))));
}
