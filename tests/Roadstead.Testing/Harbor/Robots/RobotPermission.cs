namespace Roadstead.Testing.Harbor.Robots;

/// <summary>What a robot may in one namespace.</summary>
/// <param name="Kind"><c>project</c> or <c>system</c>.</param>
/// <param name="Namespace">A project's name, <c>*</c> for all, or <c>/</c> for the system.</param>
/// <param name="Access">Resources and actions.</param>
public sealed record RobotPermission(string Kind, string Namespace, IReadOnlyList<(string Resource, string Action)> Access);
