using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>Events as Harbor sends them.</summary>
internal static class WebhookPayloads
{
    private static readonly JsonSerializerOptions Indented = new(HarborJson.Options) { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 };

    public static JsonObject Default(HarborState state, HarborEvent happened)
    {
        if (happened.Data is { } said)
        {
            return new JsonObject { ["type"] = happened.Type, ["occur_at"] = state.Now.ToUnixTimeSeconds(), ["operator"] = happened.Operator, ["event_data"] = said.DeepClone() };
        }

        var repository = happened.Repository;
        var about = new JsonObject()
            .With(!happened.RepositoryIsGone, "date_created", repository.CreatedAt.ToUnixTimeSeconds())
            .With(true, "name", repository.Name)
            .With(true, "namespace", repository.Project.Name)
            .With(true, "repo_full_name", repository.FullName)
            .With(true, "repo_type", repository.Project.IsPublic ? "public" : "private");
        var data = new JsonObject();
        if (happened.Digest is { } digest)
        {
            // By digest the digest stands in for the tag.
            data["resources"] = new JsonArray(new JsonObject
            {
                ["digest"] = digest,
                ["tag"] = happened.Tag ?? digest,
                ["resource_url"] = $"{state.RegistryHost}/{repository.Reference(happened.Tag ?? digest)}",
            });
        }

        data["repository"] = about;
        data.With(happened.Details is not null, "custom_attributes", new JsonObject { ["Details"] = happened.Details });
        return new JsonObject { ["type"] = happened.Type, ["occur_at"] = state.Now.ToUnixTimeSeconds(), ["operator"] = happened.Operator, ["event_data"] = data };
    }

    public static JsonObject CloudEvent(HarborState state, HarborEvent happened, JsonObject payload, WebhookPolicyState policy) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = Guid.NewGuid().ToString(),
        ["source"] = FormattableString.Invariant($"/projects/{happened.ProjectId}/webhook/policies/{policy.Id}"),
        ["type"] = happened.Type switch
        {
            "PUSH_ARTIFACT" => "harbor.artifact.pushed",
            "PULL_ARTIFACT" => "harbor.artifact.pulled",
            "DELETE_ARTIFACT" => "harbor.artifact.deleted",
            "QUOTA_EXCEED" => "harbor.quota.exceeded",
            "QUOTA_WARNING" => "harbor.quota.warned",
            "SCANNING_COMPLETED" => "harbor.scan.completed",
            "SCANNING_FAILED" => "harbor.scan.failed",
            "SCANNING_STOPPED" => "harbor.scan.stopped",
            "REPLICATION" => "harbor.replication.status.changed",
            _ => "harbor.tag_retention.finished",
        },
        ["datacontenttype"] = "application/json",
        ["time"] = HarborJson.Seconds(state.Now),
        ["data"] = payload["event_data"]!.DeepClone(),
        ["operator"] = happened.Operator,
        ["requestid"] = Guid.NewGuid().ToString(),
    };

    // A template on the real side: its blanks are uneven, and what is put in keeps its line breaks, so that the whole is no valid JSON.
    public static string Slack(HarborEvent happened, JsonObject payload)
    {
        var data = payload["event_data"]!.ToJsonString(Indented).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $$"""
            {
            	"blocks": [
            		{
                        "type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "*Harbor webhook events*"
            			}
                    },
                    {
                        "type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "*event_type:* {{happened.Type}}"
            			}
                    },
                    {
                        "type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "*occur_at:* <!date^{{payload["occur_at"]}}^{date} at {time}|February 18th, 2014 at 6:39 AM PST>"
            			}
                    },
                    {	"type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "*operator:* {{happened.Operator}}"
            			}
            		},
                    {	"type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "*event_data:*"
            			}
            		},
            		{	"type": "section",
            			"text": {
            				"type": "mrkdwn",
            				"text": "```{{data}}```"
            			}
            		}
                ]}
            """;
    }
}
