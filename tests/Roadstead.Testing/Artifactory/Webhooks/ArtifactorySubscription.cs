using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Webhooks;

/// <summary>A subscription of events, as it was given.</summary>
public sealed class ArtifactorySubscription
{
    internal ArtifactorySubscription(string key, JsonObject json) => (Key, Json) = (key, json);

    public string Key { get; }

    /// <summary>As it was given, with its secrets.</summary>
    public JsonObject Json { get; }

    public bool IsEnabled => Json["enabled"].Flag() != false;

    /// <summary>As in <c>docker</c>.</summary>
    public string Domain => Filter?["domain"].Text() ?? "";

    /// <summary>As in <c>pushed</c>, <c>deleted</c>, <c>promoted</c>.</summary>
    public IReadOnlyList<string> EventTypes => Filter?["event_types"].Texts() ?? [];

    /// <summary>Where its first handler is told.</summary>
    public Uri? Url => Uri.TryCreate(Handler?["url"].Text(), UriKind.Absolute, out var url) ? url : null;

    /// <summary>Null for none.</summary>
    public string? Secret => Handler?["secret"].Text() is { Length: > 0 } secret ? secret : null;

    /// <summary>Whether the secret signs the body instead of being sent.</summary>
    public bool SignsWithSecret => Handler?["use_secret_for_signing"].Flag() == true;

    internal JsonObject? Handler => (Json["handlers"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();

    internal IEnumerable<(string Name, string Value)> CustomHeaders =>
        (Handler?["custom_http_headers"] as JsonArray ?? []).OfType<JsonObject>().Select(header => (header["name"].Text() ?? "", header["value"].Text() ?? ""));

    private JsonObject? Filter => Json["event_filter"] as JsonObject;

    /// <summary>As the API shows it: nobody gets a secret back.</summary>
    internal JsonObject View()
    {
        var view = (JsonObject)Json.DeepClone();
        view["key"] = Key;
        foreach (var handler in (view["handlers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            handler.Remove("secret");
        }

        return view;
    }

    internal bool Wants(ArtifactoryEvent happened)
    {
        if (!IsEnabled || Domain != "docker" || !EventTypes.Contains(happened.Type))
        {
            return false;
        }

        var criteria = Filter?["criteria"] as JsonObject ?? [];
        var repository = happened.Repository;
        var keys = criteria["repoKeys"].Texts() ?? [];
        var isCovered = keys.Contains(repository.Key) || keys.Contains(repository.StorageKey) || repository.Class switch
        {
            RepositoryClass.Remote => criteria["anyRemote"].Flag() == true,
            RepositoryClass.Federated => criteria["anyFederated"].Flag() == true,
            _ => criteria["anyLocal"].Flag() == true,
        };
        var includes = criteria["includePatterns"].Texts() is { Count: > 0 } patterns ? patterns : ["**"];
        return isCovered && AntPattern.Matches(includes, criteria["excludePatterns"].Texts() ?? [], $"{happened.Image}/{happened.Tag}/{happened.Manifest.FileName}");
    }
}
