using System.Globalization;
using System.Text;

namespace Roadstead.Server.Metrics;

/// <summary>Prometheus' text exposition format, version 0.0.4.</summary>
internal static class MetricsText
{
    public static string Write(IReadOnlyList<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {metric.Name} {metric.Help.ReplaceLineEndings(" ")}\n# TYPE {metric.Name} {metric.Kind}\n");
            foreach (var series in metric.Series)
            {
                if (metric.Kind == "histogram") WriteHistogram(text, metric.Name, series);
                else text.Append(CultureInfo.InvariantCulture, $"{metric.Name}{Braces(series.Labels)} {Number(series.Value)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary><c>http.server.request.duration</c> in <c>s</c> becomes <c>http_server_request_duration_seconds</c>.</summary>
    public static string Name(string name, string? unit, string kind)
    {
        var text = new StringBuilder();
        foreach (var c in name) text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        text.Append(unit switch { "s" => "_seconds", "By" => "_bytes", "ms" => "_milliseconds", _ => "" });
        return kind == "counter" ? text.Append("_total").ToString() : text.ToString();
    }

    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Add($"{Name(key, null, "")}=\"{escaped}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricSeries series)
    {
        var comma = series.Labels.Length > 0 ? "," : "";
        for (var i = 0; i < series.Bounds!.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{series.Labels}{comma}le=\"{Number(series.Bounds[i])}\"}} {series.Bucket(i)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{series.Labels}{comma}le=\"+Inf\"}} {series.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(series.Labels)} {Number(series.Value)}\n{name}_count{Braces(series.Labels)} {series.Count}\n");
    }

    private static string Braces(string labels) => labels.Length > 0 ? $"{{{labels}}}" : "";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
