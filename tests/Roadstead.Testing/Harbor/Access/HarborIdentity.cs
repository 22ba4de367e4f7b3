using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>Who a request is taken for.</summary>
internal abstract class HarborIdentity
{
    /// <summary>The login; empty for the anonymous.</summary>
    public abstract string Name { get; }

    public bool IsAuthenticated => Name.Length > 0;

    public virtual bool IsAdmin => false;

    public virtual bool CanSystem(string resource, string action) => false;

    /// <summary>Whether it may; a resource of "" is the project itself.</summary>
    public abstract bool Can(ProjectState project, string resource, string action);

    /// <summary>Whether the project is in the lists that it gets.</summary>
    public abstract bool Sees(ProjectState project);

    /// <summary>Its roles in a project as numbers, strongest first; empty for none.</summary>
    public virtual IReadOnlyList<int> Roles(ProjectState project) => [];

    /// <summary>What it may in a project, for the token service: of pull, push and delete.</summary>
    public virtual IReadOnlyList<string> RegistryActions(ProjectState project)
    {
        var push = Can(project, "repository", "push");
        var actions = new List<string>();
        if (push || Can(project, "repository", "pull"))
        {
            actions.Add("pull");
        }

        if (push)
        {
            actions.Add("push");
        }

        if (Can(project, "artifact", "delete"))
        {
            actions.Add("delete");
        }

        return actions;
    }
}
