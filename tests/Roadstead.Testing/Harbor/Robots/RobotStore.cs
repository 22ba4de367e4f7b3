using System.Security.Cryptography;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Robots;

/// <summary>The robots. Their names carry the prefix that the configuration says right now.</summary>
public sealed class RobotStore
{
    private readonly HarborState state;
    private readonly List<RobotState> robots = [];
    private long lastId;

    internal RobotStore(HarborState state) => this.state = state;

    public IReadOnlyList<RobotState> All => robots;

    public RobotState? Find(long id) => robots.Find(robot => robot.Id == id);

    /// <summary>Login and name in answers.</summary>
    public string FullName(RobotState robot) => state.Configuration.RobotNamePrefix + robot.StoredName;

    public RobotState? FindByLogin(string login) => robots.Find(robot => FullName(robot) == login);

    public RobotState? Find(ProjectState? project, string name) => robots.Find(robot => robot.Project == project && robot.GivenName == name);

    public void Remove(RobotState robot) => robots.Remove(robot);

    /// <summary>A secret as Harbor makes it.</summary>
    public static string NewSecret()
    {
        const string characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        return "aA1" + RandomNumberGenerator.GetString(characters, 29);
    }

    internal long NextId() => ++lastId;

    internal void Add(RobotState robot) => robots.Add(robot);

    internal void RemoveProject(ProjectState project)
    {
        robots.RemoveAll(robot => robot.Project == project);
        foreach (var robot in robots)
        {
            robot.Permissions = [.. robot.Permissions.Where(permission => permission.Kind != "project" || permission.Namespace != project.Name)];
        }
    }
}
