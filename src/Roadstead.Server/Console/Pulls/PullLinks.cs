using System.Globalization;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Pulls;

/// <summary>The way to the list of answers, narrowed.</summary>
internal static class PullLinks
{
    internal const string MinuteFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>As links have it, and as a browser's field gives it.</summary>
    internal static readonly string[] MinuteFormats = [MinuteFormat, "yyyy-MM-dd'T'HH:mm"];

    /// <param name="answer">Null for all.</param>
    /// <param name="from">From this minute on; null for all that is kept.</param>
    /// <param name="to">Before this minute; null until now.</param>
    internal static string Of(PullAnswer? answer, DateTimeOffset? from = null, DateTimeOffset? to = null) => new ListUrl(ConsolePaths.Pulls)
        .With("answer", answer is { } one ? WireName.Of(one) : null).With("from", Minute(from)).With("to", Minute(to)).ToString();

    internal static string? Minute(DateTimeOffset? at) => at?.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
}
