namespace Roadstead.Testing;

/// <summary>How a server is slow on purpose: the wait of a wrong password, a late answer, the pause before a webhook is sent again. No test waits with it.</summary>
internal static class ServerDelay
{
    public static Task OfAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken) => Task.Delay(time, clock, cancellationToken);
}
