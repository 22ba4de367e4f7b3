using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Roadstead.Server.Storage;

/// <summary>Times as UTC ticks: whatever offset goes in, UTC comes out.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
