using Roadstead.Architecture.Tests.Code;
using Roadstead.Architecture.Tests.Rules;

namespace Roadstead.Architecture.Tests;

public sealed class ProjectRuleTests
{
    [Fact]
    public void Violations_Product_None()
    {
        var projects = Repository.Files("src", ".csproj");

        Assert.NotEmpty(projects);
        Expect.None(projects.SelectMany(ProjectRule.Violations));
    }

    [Theory]
    [InlineData("src/Roadstead.Core/Roadstead.Core.csproj", "<PackageReference Include='Newtonsoft.Json' />", "Roadstead.Core may not reference Newtonsoft.Json")]
    [InlineData("src/Roadstead.Core/Roadstead.Core.csproj", "<FrameworkReference Include='Microsoft.AspNetCore.App' />", "Roadstead.Core may not reference Microsoft.AspNetCore.App")]
    [InlineData("src/Roadstead.Registries/Roadstead.Registries.csproj", "<ProjectReference Include='../Roadstead.Server/Roadstead.Server.csproj' />", "Roadstead.Registries may not reference Roadstead.Server")]
    [InlineData("src/Roadstead.Kubernetes/Roadstead.Kubernetes.csproj", "<ProjectReference Include='../Roadstead.Registries/Roadstead.Registries.csproj' />", "Roadstead.Kubernetes may not reference Roadstead.Registries")]
    [InlineData("src/Roadstead.Kubernetes/Roadstead.Kubernetes.csproj", "<PackageReference Include='Newtonsoft.Json' />", "Roadstead.Kubernetes may not reference Newtonsoft.Json")]
    [InlineData("src/Roadstead.New/Roadstead.New.csproj", "", "src/Roadstead.New/Roadstead.New.csproj is a project that the rules do not know: say here what it may reference")]
    public void Violations_Sample_IsCaught(string path, string item, string violation)
    {
        var project = new SourceFile(path, $"<Project><ItemGroup>{item}</ItemGroup></Project>");

        Assert.Equal([violation], ProjectRule.Violations(project));
    }
}
