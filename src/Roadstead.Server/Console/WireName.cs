using System.Text.Json;

namespace Roadstead.Server.Console;

/// <summary>Enum values in addresses and forms, by the same names as in the API: <c>DockerRegistry</c> is <c>docker-registry</c>.</summary>
internal static class WireName
{
    internal static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Null when the text is no value of the enum.</summary>
    internal static T? Read<T>(string? text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), text, StringComparison.Ordinal))
                return value;
        }

        return null;
    }
}
