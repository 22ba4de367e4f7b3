using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Jobs;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>Runs a policy: one task for each repository that a rule covers. What no rule keeps is deleted in the name of the job service.</summary>
internal static class RetentionRun
{
    public static RetentionExecution Execute(HarborState state, RetentionPolicyState policy, bool isDry, string by)
    {
        var jobs = state.Area<JobStore>();
        var id = jobs.NextExecution();
        var covered = policy.Project.Repositories.Where(repository => policy.Rules.Any(rule => rule.Covers(repository.Name))).ToList();
        var tasks = covered.Select(repository => RunOne(state, policy, repository, id, jobs.NextTask(), isDry, by)).ToList();
        var execution = new RetentionExecution(id, policy.Id, isDry, state.Now, tasks);
        policy.Executions.Add(execution);
        return execution;
    }

    private static RetentionTask RunOne(HarborState state, RetentionPolicyState policy, RepositoryState repository, long execution, long id, bool isDry, string by)
    {
        var artifacts = repository.Artifacts.Where(artifact => artifact.IsListed).OrderByDescending(artifact => artifact.PushedAt).ThenByDescending(artifact => artifact.Id).ToList();
        var candidates = artifacts.ConvertAll(artifact => new RetentionCandidate(repository.Name, artifact.Digest, artifact.Tags.ConvertAll(tag => tag.Name), artifact.PushedAt, artifact.PulledAt));
        var kept = policy.Rules.Where(rule => rule.Covers(repository.Name)).SelectMany(rule => rule.Kept(candidates, state.Now)).ToHashSet();
        var deleted = artifacts.Where((_, index) => !kept.Contains(candidates[index])).ToList();
        if (!isDry)
        {
            deleted.ForEach(artifact => ArtifactDeletion.Delete(state, artifact, "harbor-jobservice"));
            state.Tell(new HarborEvent("TAG_RETENTION", by, policy.Project.Id, repository, null, null) { Data = Told(state, policy, repository, candidates.Count, kept.Count, deleted) });
        }

        return new RetentionTask(id, execution, repository.Name, repository.FullName, [.. candidates.Select(candidate => (candidate, kept.Contains(candidate)))], isDry, "or", state.Now);
    }

    private static JsonObject Told(HarborState state, RetentionPolicyState policy, RepositoryState repository, int total, int kept, IEnumerable<ArtifactState> deleted) => new()
    {
        ["retention"] = new JsonObject
        {
            ["total"] = total,
            ["retained"] = kept,
            ["harbor_hostname"] = new Uri(state.ExternalUrl).Host,
            ["project_name"] = policy.Project.Name,
            ["retention_policy_id"] = policy.Id,
            ["retention_rule"] = HarborJson.Array(policy.Rules, rule => rule.Told()),
            ["result"] = "SUCCESS",
            ["deleted_artifact"] = HarborJson.Array(deleted, artifact => new JsonObject
            {
                ["type"] = "image", ["status"] = "SUCCESS", ["name_tag"] = $"{repository.Name}:{(artifact.Tags.Count > 0 ? artifact.Tags[0].Name : artifact.Digest)}",
            }.With(state.Features.NewWording, "references", null)),
        },
    };
}
