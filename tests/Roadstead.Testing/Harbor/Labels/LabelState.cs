using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Labels;

/// <summary>A label: of the whole system, or of a project.</summary>
internal sealed class LabelState(long id, string name, long projectId, DateTimeOffset createdAt)
{
    public long Id => id;

    public string Name { get; set; } = name;

    public string Description { get; set; } = "";

    public string Color { get; set; } = "";

    /// <summary>0 for a label of the system.</summary>
    public long ProjectId => projectId;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public JsonObject View() => new JsonObject
    {
        ["creation_time"] = HarborJson.Time(CreatedAt),
        ["id"] = Id,
        ["name"] = Name,
        ["scope"] = ProjectId == 0 ? "g" : "p",
        ["update_time"] = HarborJson.Time(UpdatedAt),
    }.WithText("color", Color).WithText("description", Description).WithNumber("project_id", ProjectId);
}
