namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// The system's clock, whose microseconds never end in 0. Go leaves zeros at the end out, and the form of a time is compared: one time in a thousand would look
/// like one that is written with milliseconds.
/// </summary>
internal sealed class FineTime : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.Microsecond % 10 == 0 ? now.AddMicroseconds(1) : now;
    }
}
