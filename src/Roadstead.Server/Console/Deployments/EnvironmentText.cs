namespace Roadstead.Server.Console.Deployments;

/// <summary>Variables as people type them: one a line, <c>NAME=value</c>.</summary>
internal static class EnvironmentText
{
    /// <summary>The variables; null for none. A line without '=' or a name that comes twice is told as <paramref name="misfit"/>.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string? text, out string? misfit)
    {
        misfit = null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !variables.TryAdd(line[..at].Trim(), line[(at + 1)..]))
                misfit ??= line;
        }

        return variables.Count == 0 ? null : variables;
    }
}
