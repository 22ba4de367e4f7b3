using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Roadstead.Testing.Artifactory.Access;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>A call of the REST API while it is answered: who, what and the state.</summary>
internal sealed class ArtifactoryCall(HttpContext http, ArtifactoryState state, ArtifactoryIdentity identity, Dictionary<string, string> path, byte[] content)
{
    public HttpContext Http => http;

    public ArtifactoryState State => state;

    public ArtifactoryFeatures Features => state.Features;

    public ArtifactoryIdentity Identity => identity;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(content);

    /// <summary>Its own address with the context path, without a trailing slash.</summary>
    public string BaseUrl => state.BaseUrl(http.Request);

    /// <summary>A value of the path, decoded.</summary>
    public string Path(string name) => path[name];

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            return work();
        }
    }

    /// <summary>The JSON object of the body; 400 when it is none.</summary>
    public JsonObject Body()
    {
        try
        {
            return JsonNode.Parse(content.Length == 0 ? "null"u8 : content) as JsonObject ?? throw ArtifactoryException.BadRequest("Request body is not a JSON object");
        }
        catch (JsonException)
        {
            throw ArtifactoryException.BadRequest("Could not parse the request body as JSON");
        }
    }

    /// <summary>The fields of a form, or of a JSON object with simple values.</summary>
    public Dictionary<string, string> Fields()
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Body().Where(field => field.Value is JsonValue).ToDictionary(field => field.Key, field => field.Value.Text() ?? field.Value!.ToJsonString());
        }

        return QueryHelpers.ParseQuery(Text).ToDictionary(field => field.Key, field => field.Value.ToString());
    }

    public static int Number(Dictionary<string, string> fields, string name, int otherwise) =>
        !fields.TryGetValue(name, out var text) || text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw ArtifactoryException.BadRequest($"{name} is not a number");

    /// <summary>401 for the anonymous, unless he is let in.</summary>
    public void RequireUser()
    {
        if (identity.IsAnonymous)
        {
            throw ArtifactoryException.Unauthorized();
        }
    }

    /// <summary>401 for the anonymous, 403 for who is no admin.</summary>
    public void RequireAdmin()
    {
        RequireUser();
        if (!identity.IsAdmin)
        {
            throw ArtifactoryException.Forbidden();
        }
    }

    /// <summary>An admin of an edition that has it. A missing edition says so to everybody who is signed in.</summary>
    public void RequireProAdmin()
    {
        RequireUser();
        if (!Features.IsPro)
        {
            throw ArtifactoryException.OnlyPro();
        }

        RequireAdmin();
    }
}
