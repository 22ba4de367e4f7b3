using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Faults;

/// <summary>Faults that a test asks for. Each hits the requests that it is meant for, as often as it says; the rest is answered as usual.</summary>
public sealed class FaultSet
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private int hits;

    /// <summary>How many requests were hit.</summary>
    public int Hits => Volatile.Read(ref hits);

    /// <summary>Adds a fault; disposing what is returned takes it away again.</summary>
    /// <param name="applies">Which requests it hits; null for all.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="times">How often; null for ever.</param>
    public IDisposable Add(FaultKind fault, Func<HttpRequest, bool>? applies = null, int? times = null)
    {
        var added = new Fault(fault, applies ?? (_ => true), times, this);
        lock (gate)
        {
            faults.Add(added);
        }

        return added;
    }

    /// <summary>The same for one method and path template, as in <c>GET /api/repositories/{key}</c> or <c>GET /v2/</c>.</summary>
    public IDisposable Add(FaultKind fault, string template, int? times = null)
    {
        var added = new Fault(fault, _ => true, times, this) { Template = template };
        lock (gate)
        {
            faults.Add(added);
        }

        return added;
    }

    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
        }
    }

    internal void Remove(Fault fault)
    {
        lock (gate)
        {
            faults.Remove(fault);
        }
    }

    /// <summary>True when a fault answered, or took the answer away.</summary>
    /// <param name="http">The request.</param>
    /// <param name="template">Its method and path template.</param>
    /// <param name="unanswered">Told before nothing is answered.</param>
    internal async Task<bool> InterfereAsync(HttpContext http, string template, Action unanswered)
    {
        Fault? hit;
        lock (gate)
        {
            hit = faults.Find(fault => fault.Hits(http.Request, template));
            if (hit is { Left: 0 })
            {
                faults.Remove(hit);
            }
        }

        if (hit is not null)
        {
            Interlocked.Increment(ref hits);
            if (!hit.Kind.Answers)
            {
                unanswered();
            }
        }

        return hit is not null && await hit.Kind.HappenAsync(http);
    }
}
