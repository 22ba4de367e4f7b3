using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Rules of tags that cannot be moved or deleted.</summary>
internal sealed class ImmutableRuleArea : IHarborArea
{
    private static readonly Columns<KeyValuePair<long, JsonObject>> Columns = new() { ["id"] = rule => rule.Key };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/projects/{project}/immutabletagrules", List);
        routes.Map("POST", "/projects/{project}/immutabletagrules", Create);
        routes.Map("PUT", "/projects/{project}/immutabletagrules/{id}", Update);
        routes.Map("DELETE", "/projects/{project}/immutabletagrules/{id}", Delete);
    }

    private static ProjectState Find(HarborCall call, string action) => call.RequireProject(call.Path("project"), action, "immutable-tag");

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        return query.Answer(Find(call, "list").ImmutableRules, Columns, "-id", View);
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var rule = call.Body("ImmutableRule", "ImmutableRule").Json;
        var project = Find(call, "create");
        if (project.ImmutableRules.Values.Any(there => Same(there, rule)))
        {
            throw HarborException.Conflict("immutable rule already exists");
        }

        var id = call.State.Area<RuleIds>().Next();
        project.ImmutableRules[id] = (JsonObject)rule.DeepClone();
        return HarborAnswer.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v2.0/projects/{call.Path("project")}/immutabletagrules/{id}"));
    }

    // A rule that only says whether it is disabled keeps the rest.
    private static HarborAnswer Update(HarborCall call)
    {
        var id = call.PathNumber("id");
        var body = call.Body("ImmutableRule", "ImmutableRule").Json;
        var rules = Find(call, "update").ImmutableRules;
        var rule = rules.TryGetValue(id, out var found) ? found : throw HarborException.NotFound($"immutable tag rule {id} not found");
        foreach (var (name, value) in body)
        {
            rule[name] = value?.DeepClone();
        }

        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var id = call.PathNumber("id");
        return Find(call, "delete").ImmutableRules.Remove(id) ? HarborAnswer.Ok : throw HarborException.NotFound($"immutable tag rule {id} not found");
    }

    private static bool Same(JsonObject one, JsonObject other) =>
        JsonNode.DeepEquals(one["scope_selectors"], other["scope_selectors"]) && JsonNode.DeepEquals(one["tag_selectors"], other["tag_selectors"]);

    private static JsonObject View(KeyValuePair<long, JsonObject> rule) => new JsonObject
    {
        ["action"] = "immutable",
        ["id"] = rule.Key,
        ["scope_selectors"] = rule.Value["scope_selectors"]?.DeepClone(),
        ["tag_selectors"] = rule.Value["tag_selectors"]?.DeepClone(),
        ["template"] = "immutable_template",
    }.With(rule.Value["disabled"]?.GetValue<bool>() == true, "disabled", true);

    private sealed class RuleIds
    {
        private long last;

        public long Next() => ++last;
    }
}
