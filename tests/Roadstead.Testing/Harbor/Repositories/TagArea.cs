using System.Text.RegularExpressions;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>Tags: the API makes and deletes them, only a push moves them.</summary>
internal sealed partial class TagArea : IHarborArea
{
    private static readonly Columns<TagState> Columns = new()
    {
        ["id"] = tag => tag.Id,
        ["name"] = tag => tag.Name,
        ["push_time"] = tag => tag.PushedAt,
        ["pull_time"] = tag => tag.PulledAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", ArtifactArea.One + "/tags", List);
        routes.Map("POST", ArtifactArea.One + "/tags", Create);
        routes.Map("DELETE", ArtifactArea.One + "/tags/{tag_name}", Delete);
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        var artifact = ArtifactArea.Find(call, "list", "tag");
        return query.Answer(artifact.Tags, Columns, "-push_time,-id", tag => ArtifactViews.Tag(call, artifact, tag));
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var name = call.Body("tag", "Tag").Text("name") ?? "";
        var artifact = ArtifactArea.Find(call, "create", "tag");
        var repository = artifact.Repository;
        if (!Name().IsMatch(name))
        {
            throw name.Length == 0 && call.Features.NewWording ? HarborException.Unprocessable("validation failure list:\nname in body is required") : HarborException.BadRequest($"bad request: invalid tag name: {name}");
        }

        if (repository.Find(name) is not null)
        {
            throw HarborException.Conflict($"tag {name} already exists under the repository {repository.Id}");
        }

        artifact.Tags.Add(new TagState(call.State.Projects.NextTag(), name, call.State.Now));
        repository.UpdatedAt = call.State.Now;
        call.State.Area<AuditStore>().Add(call.State, "create", "tag", repository.Reference(name), call.Identity.Name, repository.Project.Id);
        return new HarborAnswer(201);
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var artifact = ArtifactArea.Find(call, "delete", "tag");
        var name = call.Path("tag_name");
        var tag = artifact.Tags.Find(found => found.Name == name) ?? throw HarborException.NotFound($"tag {name} attached to artifact {artifact.Id} not found");
        ImmutableTags.CheckDelete(artifact.Repository, name);
        artifact.Tags.Remove(tag);
        artifact.Repository.UpdatedAt = call.State.Now;
        call.State.Area<AuditStore>().Add(call.State, "delete", "tag", artifact.Repository.Reference(name), call.Identity.Name, artifact.Repository.Project.Id);
        return HarborAnswer.Ok;
    }

    [GeneratedRegex(@"\A[\w][\w.-]{0,127}\z", RegexOptions.ECMAScript)]
    private static partial Regex Name();
}
