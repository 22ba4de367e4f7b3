using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>A project's rules for which artifacts are kept.</summary>
internal sealed class RetentionPolicyState(long id, ProjectState project, JsonObject written)
{
    public long Id => id;

    public ProjectState Project => project;

    /// <summary>As the client wrote it.</summary>
    public JsonObject Written { get; set; } = written;

    public string Cron => Written["trigger"]?["settings"]?["cron"]?.GetValue<string>() ?? "";

    public IReadOnlyList<RetentionRule> Rules => [.. Written["rules"]!.AsArray().Select(rule => new RetentionRule(rule!.AsObject()))];

    public List<RetentionExecution> Executions { get; } = [];

    public JsonObject View(DateTimeOffset now)
    {
        var settings = new JsonObject { ["cron"] = Cron }.With(Cron.Length > 0, "next_scheduled_time", HarborJson.Time(CronText.Next(now)));
        return new JsonObject
        {
            ["algorithm"] = Written["algorithm"]?.DeepClone(),
            ["id"] = Id,
            ["rules"] = HarborJson.Array(Written["rules"]!.AsArray(), rule => Rule(rule!.AsObject())),
            ["scope"] = Written["scope"]?.DeepClone(),
            ["trigger"] = new JsonObject { ["kind"] = Written["trigger"]?["kind"]?.DeepClone(), ["settings"] = settings },
        };
    }

    // False is left out, as everywhere.
    private static JsonObject Rule(JsonObject rule)
    {
        var view = rule.DeepClone().AsObject();
        if (view["disabled"]?.GetValue<bool>() == false)
        {
            view.Remove("disabled");
        }

        return view;
    }
}
