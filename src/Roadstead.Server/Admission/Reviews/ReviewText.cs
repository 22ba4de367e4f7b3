using System.Globalization;
using System.Text;
using Roadstead.Core.Access;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>Refusals and warnings in words. An image of any length may be in a review; the words are bounded.</summary>
internal static class ReviewText
{
    /// <summary>The advice of Kubernetes for one warning.</summary>
    public const int MaxWarningLength = 120;

    /// <summary>What one answer says at most; the API server drops warnings beyond 4,096 characters.</summary>
    public const int MaxNamed = 10;

    private const int MaxImageLength = 255;

    /// <summary>Names each image, the rule, the workspace and what to do.</summary>
    public static string Refusal(IReadOnlyList<DeniedImage> denied)
    {
        if (denied.Count == 1) return One(denied[0]);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{denied.Count} images may not be used here.");
        for (var i = 0; i < Math.Min(denied.Count, MaxNamed); i++) text.Append(CultureInfo.InvariantCulture, $" {i + 1}) {One(denied[i])}");
        if (denied.Count > MaxNamed) text.Append(CultureInfo.InvariantCulture, $" And {denied.Count - MaxNamed} more.");
        return text.ToString();
    }

    /// <summary>What could not be read is not allowed.</summary>
    public static string Unreadable(string why) => $"Roadstead cannot read the images of this object ({Short(why, MaxImageLength)}), and allows only what it can read.";

    /// <summary>One line for each image.</summary>
    /// <param name="denied">The images.</param>
    /// <param name="what">Of which object: <c>this pod</c>.</param>
    /// <param name="would">What becomes of it: <c>would be denied</c>.</param>
    public static IReadOnlyList<string> Warnings(IReadOnlyList<DeniedImage> denied, string what, string would)
    {
        var warnings = new List<string>(Math.Min(denied.Count, MaxNamed + 1));
        foreach (var image in denied.Take(MaxNamed))
        {
            var end = $" {would}: {image.Verdict.Reason.ToWire()}";
            warnings.Add($"{what}: {Short(image.Verdict.Image, MaxWarningLength - end.Length - what.Length - 2)}{end}");
        }

        if (denied.Count > MaxNamed) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {denied.Count - MaxNamed} more images {would}"));
        return warnings;
    }

    /// <summary>The text, or its two ends when it is longer. Characters that would end a line or a header are replaced.</summary>
    public static string Short(string text, int length)
    {
        var cut = text.Length <= length ? text : $"{text.AsSpan(0, length / 2)}…{text.AsSpan(text.Length - (length - (length / 2) - 1))}";
        return cut.Any(IsUnfit) ? string.Concat(cut.Select(c => IsUnfit(c) ? '?' : c)) : cut;
    }

    private static string One(DeniedImage denied)
    {
        var verdict = denied.Verdict;
        var workspace = verdict.Workspace is { } own ? $"workspace {own.Name}" : "no workspace";
        var text = $"{denied.Where}: {VerdictText.Message(verdict)} {VerdictText.Remedy(verdict)} (rule {verdict.Reason.ToWire()}, {workspace})";
        var image = Short(verdict.Image, MaxImageLength);
        return image == verdict.Image ? text : text.Replace(verdict.Image, image, StringComparison.Ordinal);
    }

    // Half of a surrogate pair is what cutting leaves of an emoji.
    private static bool IsUnfit(char c) => char.IsControl(c) || char.IsSurrogate(c);
}
