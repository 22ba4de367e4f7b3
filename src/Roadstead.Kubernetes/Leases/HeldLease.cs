using Roadstead.Kubernetes.Objects;

namespace Roadstead.Kubernetes.Leases;

/// <summary>A lease as this process sees it, and holds it or not. One task at a time; <see cref="IsHeld"/> for any thread.</summary>
internal sealed class HeldLease(KubernetesClient client, LeaseElectionOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private LeaseSpec? seen;
    private long seenAt;
    private Lease? held;
    private long renewedAt;

    /// <summary>Whether it is held and the deadline for its renewal is not over.</summary>
    public bool IsHeld => TimeLeft > TimeSpan.Zero;

    /// <summary>Time until the deadline for its renewal; null when it is not held.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            lock (gate)
            {
                return held is null ? null : options.RenewDeadline - time.GetElapsedTime(renewedAt);
            }
        }
    }

    /// <summary>Takes or renews it if that may be.</summary>
    /// <returns>False: another holds it, or was faster.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        // Counted from before the call: others may see the renewal as soon as it is sent.
        var begun = time.GetTimestamp();
        try
        {
            var now = await client.FindAsync<Lease>(options.Namespace, options.Name, cancellationToken);
            if (now is not null && IsOthers(now.Spec))
            {
                Set(null, 0);
                return false;
            }

            var next = Next(now);
            next = now is null ? await client.CreateAsync(next, cancellationToken) : await client.ReplaceAsync(next, cancellationToken);
            Set(next, begun);
            return true;
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.Conflict or KubernetesErrorCode.AlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Gives it back, if it is still held, so that nobody has to wait for its end.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        Lease? mine;
        lock (gate)
        {
            mine = held;
            held = null;
        }

        if (mine is null)
        {
            return;
        }

        var free = mine.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = time.GetUtcNow() };
        await client.ReplaceAsync(mine with { Spec = free }, cancellationToken);
    }

    // Whether it has run out is told by how long it has been seen unchanged here: the holder's clock may be wrong, and so may this one.
    private bool IsOthers(LeaseSpec spec)
    {
        if (seen != spec)
        {
            (seen, seenAt) = (spec, time.GetTimestamp());
        }

        var duration = spec.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : options.Duration;
        return spec.HolderIdentity is { Length: > 0 } holder && holder != options.Identity && time.GetElapsedTime(seenAt) < duration;
    }

    private Lease Next(Lease? before)
    {
        var now = time.GetUtcNow();
        var isMine = before?.Spec.HolderIdentity == options.Identity;
        return new Lease
        {
            Metadata = before?.Metadata ?? new ObjectMeta { Namespace = options.Namespace, Name = options.Name },
            Spec = new LeaseSpec
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)Math.Ceiling(options.Duration.TotalSeconds),
                AcquireTime = isMine ? before!.Spec.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = before is null ? 0 : (before.Spec.LeaseTransitions ?? 0) + (isMine ? 0 : 1),
            },
        };
    }

    private void Set(Lease? lease, long at)
    {
        lock (gate)
        {
            (held, renewedAt) = (lease, at);
        }
    }
}
