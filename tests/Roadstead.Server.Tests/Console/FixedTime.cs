namespace Roadstead.Server.Tests.Console;

/// <summary>A clock that stands, so that "7 min ago" is the same in every run.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Some.Now;
}
