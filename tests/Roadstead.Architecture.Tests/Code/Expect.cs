namespace Roadstead.Architecture.Tests.Code;

internal static class Expect
{
    /// <summary>No violation; otherwise all of them are shown, one to a line.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
