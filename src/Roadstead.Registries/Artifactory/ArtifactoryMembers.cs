using System.Net;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// The members of virtual repositories. They stand in a repository's configuration, which the free editions show nobody and others administrators alone. Where it is
/// not shown the members are not known, and that is said as a member that no space can be: who does not know it denies. The same is said where there is none: nothing can be pulled.
/// </summary>
internal sealed class ArtifactoryMembers(ArtifactoryClient client)
{
    private bool proOnly;

    public async Task<IReadOnlyList<string>> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (proOnly)
        {
            return [RemoteSpace.UnknownMember];
        }

        var answer = await client.GetAsync($"/api/repositories/{Uri.EscapeDataString(key)}", cancellationToken);
        proOnly = answer.IsProOnly;
        if (!answer.IsSuccess)
        {
            return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
                ? [RemoteSpace.UnknownMember]
                : throw ArtifactoryError.From(answer, $"the members of '{key}'");
        }

        return answer.Read(ArtifactoryJson.Default.WireRepositoryConfig).Repositories is { Count: > 0 } members
            ? [.. members.Select(member => string.IsNullOrEmpty(member) ? RemoteSpace.UnknownMember : member).Distinct(StringComparer.Ordinal)]
            : [RemoteSpace.UnknownMember];
    }
}
