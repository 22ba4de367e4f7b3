using System.Text.RegularExpressions;

namespace Roadstead.Server.Http;

/// <summary>The shapes of names that people give.</summary>
public static partial class Names
{
    public const string LabelShape = "1-63 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";

    /// <summary>Names of registries, workspaces, clusters and namespaces.</summary>
    public static bool IsLabel(string? text) => text is not null && Label().IsMatch(text);

    public const string DisplayNameShape = "1-100 characters long, without control characters";

    /// <summary>A free name for people, and no name at all: null keeps what is there.</summary>
    public static bool IsDisplayName(string? text) => text is null || (text.Trim().Length is > 0 and <= 100 && !text.Any(char.IsControl));

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
