namespace Roadstead.Server.Tests;

public sealed class ScaffoldTests
{
    [Fact]
    public void Scaffold_Builds_Runs() => Assert.True(true);
}
