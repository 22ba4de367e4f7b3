using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>How many addresses a user may still look at in this minute: a probe is a port scanner to whoever may name any address.</summary>
internal sealed class ProbeBudget(IOptions<RegistriesOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Queue<DateTimeOffset>> used = new();

    /// <summary>A problem when nothing is left; else null.</summary>
    public Problem? Check(Guid userId)
    {
        if (!used.TryGetValue(userId, out var times))
            return null;

        lock (times)
        {
            Expire(times);
            if (times.Count < options.Value.ProbesPerMinute)
                return null;

            var seconds = Math.Max(1, (int)Math.Ceiling((times.Peek() + Window - time.GetUtcNow()).TotalSeconds));
            return new Problem(
                ErrorCodes.TooManyRequests,
                $"That is {options.Value.ProbesPerMinute} addresses within a minute. Go on in {seconds} seconds.",
                Extensions: new Dictionary<string, object?> { ["retryAfterSeconds"] = seconds });
        }
    }

    public void Use(Guid userId)
    {
        var times = used.GetOrAdd(userId, _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            Expire(times);
            times.Enqueue(time.GetUtcNow());
        }
    }

    private void Expire(Queue<DateTimeOffset> times)
    {
        while (times.TryPeek(out var oldest) && oldest + Window <= time.GetUtcNow())
            times.Dequeue();
    }
}
