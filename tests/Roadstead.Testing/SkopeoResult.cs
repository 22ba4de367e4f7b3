namespace Roadstead.Testing;

/// <summary>How a pull went.</summary>
/// <param name="ExitCode">0 when it pulled.</param>
/// <param name="Output">All that it said, at its most talkative.</param>
public sealed record SkopeoResult(int ExitCode, string Output)
{
    public bool IsPulled => ExitCode == 0;
}
