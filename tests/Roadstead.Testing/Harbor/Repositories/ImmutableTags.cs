using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Tags that rules of the project hold fast.</summary>
internal static class ImmutableTags
{
    public static bool Holds(RepositoryState repository, string tag) => repository.Project.ImmutableRules.Values.Any(rule =>
        rule["disabled"]?.GetValue<bool>() != true
        && Selected(rule["scope_selectors"]?["repository"], repository.Name, "repoMatches")
        && Selected(rule["tag_selectors"], tag, "matches"));

    public static void CheckDelete(RepositoryState repository, string tag)
    {
        if (Holds(repository, tag))
        {
            throw HarborException.Precondition($"the tag {tag} configured as immutable, cannot be deleted");
        }
    }

    /// <summary>Refuses a push under a tag that is there and held.</summary>
    public static void CheckPush(RepositoryState repository, string tag)
    {
        if (repository.Find(tag) is not null && Holds(repository, tag))
        {
            throw HarborException.Precondition($"Failed to process request due to '{repository.Name}:{tag}' configured as immutable.");
        }
    }

    private static bool Selected(JsonNode? selectors, string value, string positive) => selectors is JsonArray all && all.All(selector =>
        Doublestar.Matches(selector?["pattern"]?.GetValue<string>() ?? "", value) == (selector?["decoration"]?.GetValue<string>() == positive));
}
