using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Robots;

/// <summary>A robot account.</summary>
public sealed class RobotState(long id, string name, ProjectState? project, string secret, DateTimeOffset createdAt)
{
    public long Id => id;

    /// <summary>The name that its maker gave, without prefix and project.</summary>
    public string GivenName => name;

    /// <summary>As it is stored: a project's robot has the project and a plus sign in front.</summary>
    public string StoredName => project is null ? name : $"{project.Name}+{name}";

    /// <summary>Its project; null for the system.</summary>
    public ProjectState? Project => project;

    public string Level => project is null ? "system" : "project";

    public string Secret { get; set; } = secret;

    public string Description { get; set; } = "";

    public bool IsDisabled { get; set; }

    /// <summary>Days from its creation; -1 for ever.</summary>
    public long Duration { get; set; }

    /// <summary>Unix seconds; -1 for never. A test may set it.</summary>
    public long ExpiresAt { get; set; }

    public IReadOnlyList<RobotPermission> Permissions { get; set; } = [];

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    /// <summary><c>local</c> for a user, <c>robot</c> for a robot, and its id.</summary>
    public (string Type, long Id) Creator { get; init; } = ("local", 1);

    public bool IsExpired(DateTimeOffset now) => ExpiresAt != -1 && ExpiresAt <= now.ToUnixTimeSeconds();

    internal void SetDuration(long days)
    {
        Duration = days;
        ExpiresAt = days == -1 ? -1 : CreatedAt.AddDays(days).ToUnixTimeSeconds();
    }
}
