namespace Roadstead.Testing.Artifactory.Tokens;

/// <summary>What stands in the scope of a token.</summary>
internal static class TokenScopes
{
    private const string OfGroups = "applied-permissions/groups:";
    private const string OldOfGroups = "member-of-groups:";

    /// <summary>The groups that a scope names, quoted or not; none for another kind.</summary>
    public static IEnumerable<string> GroupsOf(string scope)
    {
        var names = scope.StartsWith(OfGroups, StringComparison.Ordinal) ? scope[OfGroups.Length..] : scope.StartsWith(OldOfGroups, StringComparison.Ordinal) ? scope[OldOfGroups.Length..] : "";
        return names.Replace("\"", "", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(name => name != "*");
    }
}
