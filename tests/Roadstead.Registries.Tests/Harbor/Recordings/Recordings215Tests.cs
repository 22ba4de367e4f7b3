namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Every exchange that was recorded with Harbor 2.15.2, once with the recorded names and once with others.</summary>
public sealed class Recordings215Tests
{
    [Theory]
    [InlineData("recorded")]
    [InlineData("other")]
    public Task EveryExchange_SentToTheFake_GetsTheRecordedAnswer(string names) => ReplayAssert.IsAsRecordedAsync("v215", names);
}
