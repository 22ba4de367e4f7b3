using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>The retention policies, at most one of a project.</summary>
internal sealed class RetentionStore
{
    public const string Vendor = "RETENTION";
    private readonly List<RetentionPolicyState> policies = [];
    private long lastId;

    /// <summary>The policy; null also when its project is gone.</summary>
    public RetentionPolicyState? Find(HarborState state, long id) => policies.Find(policy => policy.Id == id && state.Projects.All.Contains(policy.Project));

    public RetentionPolicyState? Of(ProjectState project) => policies.Find(policy => policy.Project == project);

    public RetentionPolicyState Add(HarborState state, ProjectState project, JsonObject written)
    {
        var policy = new RetentionPolicyState(++lastId, project, written);
        policies.Add(policy);
        project.Metadata["retention_id"] = policy.Id.ToString(CultureInfo.InvariantCulture);
        Schedule(state, policy);
        return policy;
    }

    /// <summary>What Harbor gives a new proxy project: everything that was not pulled for seven days goes, each midnight.</summary>
    public void AddForProxy(HarborState state, ProjectState project) => Add(state, project, JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"algorithm":"or","scope":{"level":"project","ref":{{{project.Id}}}},"trigger":{"kind":"Schedule","settings":{"cron":"0 0 0 * * *"}},
        "rules":[{"action":"retain","template":"nDaysSinceLastPull","params":{"nDaysSinceLastPull":7},"tag_selectors":[{"kind":"doublestar","decoration":"matches","pattern":"**"}],
        "scope_selectors":{"repository":[{"kind":"doublestar","decoration":"repoMatches","pattern":"**"}]}}]}
        """))!.AsObject());

    public void Remove(HarborState state, RetentionPolicyState policy)
    {
        policies.Remove(policy);
        policy.Project.Metadata.Remove("retention_id");
        state.Area<ScheduleStore>().Remove(Vendor, policy.Id);
    }

    /// <summary>Up to 2.9 the schedule of a project's policy outlives the project.</summary>
    public void Forget(HarborState state, ProjectState project)
    {
        if (Of(project) is { } policy)
        {
            policies.Remove(policy);
            if (state.Features.NewWording)
            {
                state.Area<ScheduleStore>().Remove(Vendor, policy.Id);
            }
        }
    }

    public void Schedule(HarborState state, RetentionPolicyState policy)
    {
        state.Area<ScheduleStore>().Remove(Vendor, policy.Id);
        if (policy.Cron.Length > 0)
        {
            state.Area<ScheduleStore>().Set(state, Vendor, policy.Id, policy.Cron);
        }
    }
}
