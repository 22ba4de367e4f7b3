using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Webhooks;

/// <summary>Subscriptions of events: the event service of 7.x, for admins.</summary>
internal sealed class SubscriptionsArea : IArtifactoryArea
{
    private const string All = "/event/api/v1/subscriptions";

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", All, List, features => features.Webhooks);
        routes.Map("POST", All, Create, features => features.Webhooks);
        routes.Map("GET", All + "/{key}", Get, features => features.Webhooks);
        routes.Map("PUT", All + "/{key}", Update, features => features.Webhooks);
        routes.Map("DELETE", All + "/{key}", Delete, features => features.Webhooks);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.PlainJson(ArtifactoryJson.Array(call.State.Subscriptions, subscription => subscription.View()));
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireAdmin();
        var body = call.Body();
        var key = body["key"].Text() is { Length: >= 2 and <= 200 } given ? given : throw ArtifactoryException.BadRequest("key is required");
        if (call.State.Subscriptions.Exists(subscription => subscription.Key == key))
        {
            throw ArtifactoryException.Conflict($"Subscription '{key}' already exists");
        }

        var created = Read(key, body, null);
        call.State.Subscriptions.Add(created);
        return ArtifactoryAnswer.PlainJson(created.View(), 201);
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.PlainJson(Find(call).View());
    }

    private static ArtifactoryAnswer Update(ArtifactoryCall call)
    {
        call.RequireAdmin();
        var before = Find(call);
        call.State.Subscriptions[call.State.Subscriptions.IndexOf(before)] = Read(before.Key, call.Body(), before);
        return new ArtifactoryAnswer(204);
    }

    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireAdmin();
        call.State.Subscriptions.Remove(Find(call));
        return new ArtifactoryAnswer(204);
    }

    private static ArtifactorySubscription Find(ArtifactoryCall call) =>
        call.State.Subscriptions.Find(subscription => subscription.Key == call.Path("key")) ?? throw ArtifactoryException.NotFound("Subscription not found");

    // A secret that is not given anew stays.
    private static ArtifactorySubscription Read(string key, JsonObject body, ArtifactorySubscription? before)
    {
        var read = new ArtifactorySubscription(key, (JsonObject)body.DeepClone());
        if (read.Handler is { } handler && handler["secret"] is null && before?.Secret is { } secret)
        {
            handler["secret"] = secret;
        }

        return read.Domain.Length == 0 || read.EventTypes.Count == 0 || read.Url is null ? throw ArtifactoryException.BadRequest("event_filter and a handler with a url are required") : read;
    }
}
