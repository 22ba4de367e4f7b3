using System.Globalization;

namespace Roadstead.Server.Console.Components;

/// <summary>Bytes for people, in powers of 1024.</summary>
internal static class SizeText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    internal static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        var format = unit == 0 || Math.Abs(value) >= 100 ? "0" : "0.0";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
