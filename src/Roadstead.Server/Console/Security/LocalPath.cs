namespace Roadstead.Server.Console.Security;

/// <summary>Where to go after a form, as the form itself says. Only paths of this server pass: a link with another host would lead people away after the sign-in.</summary>
internal static class LocalPath
{
    internal static string OrRoot(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? path
            : "/";
}
