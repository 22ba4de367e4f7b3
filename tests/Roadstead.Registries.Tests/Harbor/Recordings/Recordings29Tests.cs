namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Every exchange that was recorded with Harbor 2.9.5, once with the recorded names and once with others.</summary>
public sealed class Recordings29Tests
{
    [Theory]
    [InlineData("recorded")]
    [InlineData("other")]
    public Task EveryExchange_SentToTheFake_GetsTheRecordedAnswer(string names) => ReplayAssert.IsAsRecordedAsync("v29", names);
}
