using Roadstead.Server.Tokens;

namespace Roadstead.Server.Tests.Tokens;

public sealed class TokenScopeTests
{
    [Theory]
    [InlineData("repository:team-a/app:pull", "repository", "team-a/app", "pull")]
    [InlineData("repository:reg.io:5000/team-a/app:pull,push", "repository", "reg.io:5000/team-a/app", "pull,push")]
    [InlineData("repository(plugin):team-a/app:pull", "repository", "team-a/app", "pull")]
    [InlineData("registry:catalog:*", "registry", "catalog", "*")]
    [InlineData("repository:team-a/app:", "repository", "team-a/app", "")]
    public void TryParse_Scope_IsReadFromBothEnds(string text, string type, string name, string actions)
    {
        Assert.True(TokenScope.TryParse(text, out var scope));
        Assert.Equal((type, name, actions), (scope.Type, scope.Name, string.Join(',', scope.Actions)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("aws")]
    [InlineData("*")]
    [InlineData("repository:pull")]
    [InlineData("repository::pull")]
    [InlineData(":a:pull")]
    [InlineData("Repository:a:pull")]
    public void TryParse_WhatIsNoScope_IsRefused(string text) => Assert.False(TokenScope.TryParse(text, out _));

    [Fact]
    public void ParseAll_SeveralParametersAndSpaces_GivesAllUpToTheLimit()
    {
        var scopes = TokenScope.ParseAll(["repository:a:pull repository:b:pull", null, "nonsense", "repository:c:pull", "repository:d:pull"], atMost: 3);

        Assert.Equal(["a", "b", "c"], scopes.Select(scope => scope.Name));
    }
}
