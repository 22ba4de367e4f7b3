namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>One browser at a time: several are slower than one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneBrowserAtATime : ICollectionFixture<ConsoleWorld>
{
    public const string Name = "Console";
}
