using System.Xml.Linq;
using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>Who may reference whom: Core nothing, Registries Core, Server both.</summary>
internal static class ProjectRule
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Roadstead.Core"] = [],
        ["Roadstead.Registries"] = ["Roadstead.Core"],
        ["Roadstead.Server"] = ["Roadstead.Core", "Roadstead.Registries", "SQLitePCLRaw.core"],
        ["SQLitePCLRaw.core"] = [],
    };

    // Packages are the server's affair; the rest builds on the framework alone.
    private static readonly string[] WithPackages = ["Roadstead.Server"];

    public static IEnumerable<string> Violations(SourceFile project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Name);
        if (!Allowed.TryGetValue(name, out var allowed))
        {
            return [$"{project.Path} is a project that the rules do not know: say here what it may reference"];
        }

        var items = XDocument.Parse(project.Text).Descendants().ToLookup(item => item.Name.LocalName, item => (string?)item.Attribute("Include") ?? "");
        var projects = items["ProjectReference"].Select(Path.GetFileNameWithoutExtension).Where(reference => !allowed.Contains(reference));
        var packages = WithPackages.Contains(name) ? [] : items["PackageReference"];
        var frameworks = name == "Roadstead.Core" ? items["FrameworkReference"] : [];
        return projects.Concat(packages).Concat(frameworks).Select(reference => $"{name} may not reference {reference}");
    }
}
