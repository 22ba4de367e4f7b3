namespace Roadstead.Core.Access;

/// <summary>A verdict in plain sentences: what every door tells.</summary>
public static class VerdictText
{
    /// <summary>What was decided and by which rule; one or two sentences.</summary>
    public static string Message(in Verdict verdict) => verdict.Reason.ToWire();

    /// <summary>What to do about it; null when the image is allowed.</summary>
    public static string? Remedy(in Verdict verdict) => verdict.IsAllowed ? null : "";
}
