using System.Globalization;

namespace Roadstead.Server.Console.Components;

/// <summary>Counts for people: with commas between the thousands.</summary>
internal static class NumberText
{
    internal static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
