using System.Xml.Linq;
using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>Who may reference whom: Core nothing, Registries and Kubernetes Core, Server all three.</summary>
internal static class ProjectRule
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Roadstead.Core"] = [],
        ["Roadstead.Kubernetes"] = ["Roadstead.Core"],
        ["Roadstead.Registries"] = ["Roadstead.Core"],
        ["Roadstead.Server"] = ["Roadstead.Core", "Roadstead.Kubernetes", "Roadstead.Registries", "SQLitePCLRaw.core"],
        ["SQLitePCLRaw.core"] = [],
    };

    // Packages are the server's affair; the rest builds on the framework alone, but for a YAML parser: kubeconfigs are YAML.
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Roadstead.Kubernetes"] = ["YamlDotNet"],
    };

    public static IEnumerable<string> Violations(SourceFile project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Name);
        if (!Allowed.TryGetValue(name, out var allowed))
        {
            return [$"{project.Path} is a project that the rules do not know: say here what it may reference"];
        }

        var items = XDocument.Parse(project.Text).Descendants().ToLookup(item => item.Name.LocalName, item => (string?)item.Attribute("Include") ?? "");
        var projects = items["ProjectReference"].Select(Path.GetFileNameWithoutExtension).Where(reference => !allowed.Contains(reference));
        var packages = name == "Roadstead.Server" ? [] : items["PackageReference"].Except(Packages.GetValueOrDefault(name, []));
        var frameworks = name == "Roadstead.Core" ? items["FrameworkReference"] : [];
        return projects.Concat(packages).Concat(frameworks).Select(reference => $"{name} may not reference {reference}");
    }
}
