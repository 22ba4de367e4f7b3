using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>The images of a <see cref="SpacedRegistry"/>, from a real registry: what a space includes shows in it as well, and its further names name the same.</summary>
internal sealed class IncludedContent(SpacedRegistry registry, IRegistryDriver inner) : IAsyncDisposable
{
    /// <summary>All repositories, those that are shown by including spaces too.</summary>
    public async Task<IReadOnlyList<RepositoryName>> ListAsync(CancellationToken cancellationToken)
    {
        var real = new List<string>();
        await foreach (var name in inner.ListRepositoriesAsync(cancellationToken))
            real.Add(name.Value);
        var shown = registry.Spaces.Values.Where(space => space.Includes.Count > 0)
            .SelectMany(space => real.Where(name => Real(space.Name + "/x").Any(place => place[..^1] == name[..(name.IndexOf('/', StringComparison.Ordinal) + 1)]))
                .Select(name => space.Name + name[name.IndexOf('/', StringComparison.Ordinal)..]));
        return [.. real.Concat(shown).Distinct(StringComparer.Ordinal).Select(RepositoryName.Parse)];
    }

    /// <summary>The first answer of the places that a name stands for.</summary>
    public async Task<T> AskAsync<T>(RepositoryName repository, Func<IRegistryDriver, RepositoryName, Task<T?>> ask, T none)
    {
        foreach (var place in Real(repository.Value))
        {
            if (await ask(inner, RepositoryName.Parse(place)) is { } answer)
                return answer;
        }

        return none;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IEnumerable<string> Real(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return [name];
        var (space, rest) = (name[..slash], name[slash..]);
        if (registry.Spaces.Values.FirstOrDefault(other => other.Aliases.Contains(space)) is { } first)
            return Real(first.Name + rest);
        return registry.Spaces.TryGetValue(space, out var found) && found.Includes.Count > 0 ? found.Includes.SelectMany(member => Real(member + rest)) : [name];
    }
}
