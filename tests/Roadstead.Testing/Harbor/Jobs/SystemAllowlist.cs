namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>The findings that no project is kept from using.</summary>
internal sealed class SystemAllowlist
{
    public IReadOnlyList<string> Cves { get; set; } = [];
}
