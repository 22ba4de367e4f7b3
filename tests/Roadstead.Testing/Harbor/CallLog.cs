using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor;

/// <summary>The calls that a fake Harbor received, oldest first.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<HarborCallRecord> calls = new();

    public IReadOnlyList<HarborCallRecord> All => [.. calls];

    public void Add(HttpContext http, HarborTarget target, int status) =>
        calls.Enqueue(new HarborCallRecord(target.Template, target.Path, http.Request.QueryString.Value ?? "", http.Request.Headers.Authorization.ToString(), status));
}
