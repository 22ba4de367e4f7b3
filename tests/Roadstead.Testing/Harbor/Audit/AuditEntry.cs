using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Audit;

/// <summary>A line of the audit log.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Time">When.</param>
/// <param name="Operation">create, delete, pull, update, login or logout.</param>
/// <param name="Type">What was touched: artifact, project, tag and so on.</param>
/// <param name="Resource">Its name.</param>
/// <param name="Username">Who did it; empty for the anonymous.</param>
/// <param name="ProjectId">Where; 0 for the system.</param>
internal sealed record AuditEntry(long Id, DateTimeOffset Time, string Operation, string Type, string Resource, string Username, long ProjectId)
{
    public JsonObject View() => new()
    {
        ["id"] = Id,
        ["op_time"] = HarborJson.Time(Time),
        ["operation"] = Operation,
        ["resource"] = Resource,
        ["resource_type"] = Type,
        ["username"] = Username,
    };

    /// <summary>As the log of 2.13 and later shows it.</summary>
    public JsonObject ViewExtended() => View()
        .With(true, "operation_description", Operation is "login" or "logout" ? Operation : $"{Operation} {Type}: {Resource}")
        .With(true, "operation_result", true);
}
