namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>What one kill met.</summary>
/// <param name="Change">The kind of the change that was under way.</param>
/// <param name="Moment">The moment that was drawn.</param>
/// <param name="InTransaction">A transaction was open.</param>
/// <param name="InRemoteCall">The registry was being asked.</param>
/// <param name="Acknowledged">The reply had gone out before.</param>
/// <param name="Applied">The change was there after the restart.</param>
/// <param name="Restart">How long the server took until it was ready again.</param>
internal sealed record Kill(string Change, string Moment, bool InTransaction, bool InRemoteCall, bool Acknowledged, bool Applied, TimeSpan Restart)
{
    public bool IsInside => InTransaction || InRemoteCall;
}
