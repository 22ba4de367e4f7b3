namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// The fake Harbor against 1,722 exchanges with two real ones. It never reads the recordings; here each recorded request is sent to it and the answer compared.
/// </summary>
internal static class ReplayAssert
{
    /// <summary>Plays a set; all differences of the run are one failure.</summary>
    public static async Task IsAsRecordedAsync(string set, string names)
    {
        await using var stage = await ReplayStage.StartAsync(set, NameTable.Of(names));

        var differences = await new Replay(stage, TestContext.Current.CancellationToken).PlayAsync();

        var notYet = NotYet.Of(set);
        var unknown = differences.Where(difference => !notYet.Contains(difference.Exchange)).Select(difference => $"{difference.Exchange} {difference.Difference}").ToList();
        var done = notYet.Except(differences.Select(difference => difference.Exchange)).Select(id => $"{id} is as recorded: take it out of {NotYet.File}").ToList();
        Assert.True(unknown.Count + done.Count == 0, $"{unknown.Count + done.Count} differences:\n{string.Join('\n', unknown.Concat(done))}");
    }
}
