using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Faults;

/// <summary>A fault that waits for its requests.</summary>
internal sealed class Fault(FaultKind kind, Func<HttpRequest, bool> applies, int? times, FaultSet owner) : IDisposable
{
    public FaultKind Kind => kind;

    /// <summary>How often it still happens; null for ever.</summary>
    public int? Left { get; private set; } = times;

    /// <summary>Null for every path.</summary>
    public string? Template { get; init; }

    /// <summary>Whether it happens now, which is counted.</summary>
    public bool Hits(HttpRequest request, string template)
    {
        if (Left == 0 || (Template is not null && Template != template) || !applies(request))
        {
            return false;
        }

        Left--;
        return true;
    }

    public void Dispose() => owner.Remove(this);
}
