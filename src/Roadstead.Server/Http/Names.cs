using System.Text.RegularExpressions;

namespace Roadstead.Server.Http;

/// <summary>The shapes of names that people give.</summary>
public static partial class Names
{
    public const string LabelShape = "1-63 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";

    /// <summary>Names of registries, workspaces, clusters and namespaces.</summary>
    public static bool IsLabel(string? text) => text is not null && Label().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
