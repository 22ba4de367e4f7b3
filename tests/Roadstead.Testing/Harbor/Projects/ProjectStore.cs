using System.Globalization;
using Roadstead.Testing.Harbor.Quotas;
using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>The projects. A failed create burns a project's id, not a quota's.</summary>
public sealed class ProjectStore
{
    private readonly HarborState state;
    private readonly List<ProjectState> projects = [];
    private long lastId;
    private long lastQuota;
    private long lastMember;
    private long lastRepository;
    private long lastArtifact;
    private long lastTag;

    internal ProjectStore(HarborState state) => this.state = state;

    public IReadOnlyList<ProjectState> All => projects;

    public ProjectState? Find(string name) => projects.Find(project => project.Name == name);

    public ProjectState? Find(long id) => projects.Find(project => project.Id == id);

    /// <summary>A number is an id, unless it is said to be a name.</summary>
    public ProjectState? Find(string nameOrId, bool byName) =>
        !byName && long.TryParse(nameOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Find(id) : Find(nameOrId);

    public ProjectState Create(string name, UserState owner, IReadOnlyDictionary<string, string>? metadata = null, long? hardBytes = null)
    {
        var project = new ProjectState(NextId(), name, owner, state.Now)
        {
            AllowlistId = ++lastQuota,
            Quota = new QuotaState(lastQuota, hardBytes ?? state.Configuration.StoragePerProject, state.Now),
        };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            project.Metadata[key] = value;
        }

        project.Metadata.TryAdd("public", "false");
        project.Members.Add(new MemberState(NextMember(), owner, 1));
        projects.Add(project);
        return project;
    }

    public void Remove(ProjectState project)
    {
        projects.Remove(project);
        state.Robots.RemoveProject(project);
    }

    public long NextId() => ++lastId;

    internal long NextMember() => ++lastMember;

    internal long NextRepository() => ++lastRepository;

    internal long NextArtifact() => ++lastArtifact;

    internal long NextTag() => ++lastTag;
}
