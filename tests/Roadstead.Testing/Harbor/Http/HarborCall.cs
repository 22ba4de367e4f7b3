using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>A call of the API while it is answered: who, what and the state.</summary>
internal sealed class HarborCall(HttpContext http, HarborState state, HarborIdentity identity, Dictionary<string, string> path, byte[] content)
{
    public HttpContext Http => http;

    public HarborState State => state;

    public HarborFeatures Features => state.Features;

    public HarborIdentity Identity => identity;

    public byte[] Content => content;

    /// <summary>A value of the path, decoded.</summary>
    public string Path(string name) => path[name];

    public long PathNumber(string name) =>
        long.TryParse(path[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw HarborException.Unprocessable($"{name} in path must be of type int64: \"{path[name]}\"");

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool? QueryFlag(string name) => Query(name) switch
    {
        null or "" => null,
        "true" or "1" => true,
        "false" or "0" => false,
        var other => throw HarborException.Unprocessable($"{name} in query must be of type bool: \"{other}\""),
    };

    public long? QueryNumber(string name) => Query(name) switch
    {
        null or "" => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw HarborException.Unprocessable($"{name} in query must be of type int64: \"{text}\""),
    };

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            state.Pulls.WriteDue();
            return work();
        }
    }

    /// <summary>The JSON object of the body, as go-swagger binds it.</summary>
    /// <param name="parameter">What the API calls the body.</param>
    /// <param name="type">Name of the Go type.</param>
    /// <param name="required">Whether an empty body is refused; else it is an empty object.</param>
    public JsonBody Body(string parameter, string type, bool required = true)
    {
        if (content.Length == 0)
        {
            return required ? throw HarborException.Unprocessable($"{parameter} in body is required") : new JsonBody(parameter, type, []);
        }

        var media = (http.Request.ContentType ?? "application/octet-stream").Split(';')[0].Trim();
        if (media != "application/json")
        {
            throw HarborException.Unprocessable($"unsupported media type \"{media}\", only [application/json] are allowed");
        }

        try
        {
            return JsonNode.Parse(content) is JsonObject json
                ? new JsonBody(parameter, type, json)
                : throw HarborException.Unprocessable($"parsing {parameter} body from \"\" failed, because json: cannot unmarshal into Go value of type models.{type}");
        }
        catch (JsonException)
        {
            throw HarborException.Unprocessable($"parsing {parameter} body from \"\" failed, because unexpected EOF");
        }
    }

    /// <summary>401 for the anonymous, whoever else goes on.</summary>
    public void RequireSignedIn()
    {
        if (!identity.IsAuthenticated)
        {
            throw HarborException.Unauthorized();
        }
    }

    /// <summary>401 for the anonymous, 403 with the caller's own name for who may not.</summary>
    public void RequireSystem(string action, string resource)
    {
        RequireSignedIn();
        if (!identity.CanSystem(resource, action))
        {
            throw HarborException.Forbidden(identity.Name);
        }
    }

    /// <summary>Whether the caller may do it in a project; a missing project says 404 only to who may everywhere.</summary>
    public ProjectState RequireProject(string nameOrId, string action, string resource, bool byNameOnly = false)
    {
        if (!byNameOnly && !Features.ProjectNamesInPaths && !nameOrId.All(char.IsAsciiDigit))
        {
            throw HarborException.Unprocessable($"project_id in path must be of type int64: \"{nameOrId}\"");
        }

        var project = state.Projects.Find(nameOrId, byNameOnly || string.Equals(Header("X-Is-Resource-Name"), "true", StringComparison.OrdinalIgnoreCase));
        if (project is not null && identity.Can(project, resource, action))
        {
            return project;
        }

        if (project is null && identity.IsAdmin)
        {
            throw HarborException.NotFound($"project {nameOrId} not found");
        }

        throw identity.IsAuthenticated ? HarborException.Forbidden() : HarborException.Unauthorized();
    }

    /// <summary>Location of something that was created.</summary>
    public HarborAnswer Created(string collection, long id, string? name = null) =>
        HarborAnswer.Created($"{collection}/{(name is not null && Header("X-Resource-Name-In-Location") == "true" ? name : id.ToString(CultureInfo.InvariantCulture))}");
}
