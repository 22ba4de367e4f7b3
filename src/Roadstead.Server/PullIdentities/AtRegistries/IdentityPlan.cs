using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Decides the next step from what should be and what is. Pure. Rights come first, then new accounts, then the end of old ones.</summary>
internal static class IdentityPlan
{
    private static readonly TimeSpan LookForSecrets = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookForSpaces = TimeSpan.FromSeconds(15);

    public static IdentityStep Next(IdentityScene scene)
    {
        if (scene.Need is null)
            return scene.Accounts.Length > 0 ? new IdentityStep.Delete(scene.Accounts[^1]) : new IdentityStep.Rest(null);
        return scene.Rights.IsEmpty ? Closed(scene) : Open(scene);
    }

    /// <summary>When an account is due to be replaced by the next generation.</summary>
    public static DateTimeOffset RenewAt(RegistryAccount account, PullIdentitiesOptions options)
    {
        var made = account.MadeAt ?? account.ChangedAt;
        var bySchedule = made + options.RenewEvery;
        var byExpiry = account.ExpiresAt is { } end ? made + ((end - made) * PullIdentitiesOptions.RenewAtShareOfLife) : bySchedule;
        return bySchedule < byExpiry ? bySchedule : byExpiry;
    }

    private static IdentityStep Closed(IdentityScene scene)
    {
        foreach (var account in scene.Accounts)
        {
            switch (account.State)
            {
                case PullIdentityState.Ready:
                    return scene.Fixed.Contains(account.Id)
                        ? new IdentityStep.Delete(account)
                        : new IdentityStep.Update(account, account.Rights, Enabled: false, Drift: null);
                case PullIdentityState.Closed when scene.Seen.GetValueOrDefault(account.Id) is { IsEnabled: true }:
                    return new IdentityStep.Update(account, account.Rights, Enabled: false, Drift: "opened");
                case PullIdentityState.Closed when IsGone(scene, account):
                    return new IdentityStep.Delete(account);
                case PullIdentityState.Making when scene.Seen.GetValueOrDefault(account.Id) is { } left:
                    return new IdentityStep.Unmake(account, left.Id);
            }
        }

        return Superseded(scene) ?? End(scene, null);
    }

    private static IdentityStep Open(IdentityScene scene)
    {
        if (scene.Accounts.FirstOrDefault(account => account.State != PullIdentityState.Retiring) is not { } newest)
            return new IdentityStep.Add("bound");
        foreach (var account in scene.Accounts)
        {
            var step = account.State switch
            {
                PullIdentityState.Ready => Right(scene, account, account == newest),
                PullIdentityState.Closed when account == newest => Reopen(scene, account),
                _ => null,
            };
            if (step is not null)
                return step;
        }

        if (newest.State is PullIdentityState.Making)
            return new IdentityStep.Make(newest, scene.Rights);
        return Superseded(scene) ?? Renewal(scene, newest);
    }

    private static IdentityStep Reopen(IdentityScene scene, RegistryAccount account) =>
        IsGone(scene, account) ? new IdentityStep.Add("deleted at the registry")
        : IsOver(scene, account) ? new IdentityStep.Add("expired")
        : scene.Fixed.Contains(account.Id) ? new IdentityStep.Add("its rights cannot be changed")
        : new IdentityStep.Update(account, scene.Rights, Enabled: true, Drift: null);

    // What an open account lacks; null: nothing. What cannot be mended is left to the end of the account.
    private static IdentityStep? Right(IdentityScene scene, RegistryAccount account, bool isNewest)
    {
        if (IsGone(scene, account))
            return isNewest ? new IdentityStep.Add("deleted at the registry") : null;
        if (IsOver(scene, account))
            return isNewest ? new IdentityStep.Add("expired") : null;
        var seen = scene.Seen.GetValueOrDefault(account.Id);
        var drift = seen is null ? null : Drift(seen, account);
        if (drift is not null || account.Rights != scene.Rights)
        {
            if (!scene.Fixed.Contains(account.Id))
                return new IdentityStep.Update(account, scene.Rights, Enabled: true, drift);
            return isNewest ? new IdentityStep.Add("its rights cannot be changed", IsUrgent: drift is not null || scene.Rights.TakesFrom(account.Rights)) : null;
        }

        return seen is not null && (seen.Login != account.Login || seen.ExpiresAt != account.ExpiresAt) ? new IdentityStep.Refresh(account, seen.Login, seen.ExpiresAt) : null;
    }

    /// <summary>What somebody did to an open account at the registry; null when nobody did.</summary>
    internal static string? Drift(RemotePullAccount seen, RegistryAccount account) =>
        !seen.IsEnabled ? "closed"
        : !seen.IsPullOnly ? "widened"
        : seen.Rights != account.Rights ? "given other spaces"
        : null;

    private static IdentityStep Renewal(IdentityScene scene, RegistryAccount newest)
    {
        var older = scene.Accounts.Where(account => account.State is PullIdentityState.Ready && account.Generation < newest.Generation).ToList();
        if (older.Count == 0)
        {
            var due = RenewAt(newest, scene.Options) - scene.Now;
            return due <= TimeSpan.Zero ? new IdentityStep.Add("due") : End(scene, due);
        }

        if (!scene.CanOverlap || older.All(account => IsGone(scene, account) || IsOver(scene, account)))
            return new IdentityStep.Retire(newest, older);
        if (scene.HeldSince is not { } since)
            return new IdentityStep.Wait("secrets", "The older account goes when every namespace of the workspace in this cluster holds the newer one.", LookForSecrets);
        var isUrgent = scene.Accounts.Any(account => account.Generation > older[^1].Generation && (account.IsUrgent || account.NeedsNewSecret));
        var left = since + (isUrgent ? TimeSpan.Zero : scene.Options.Overlap) - scene.Now;
        return left <= TimeSpan.Zero
            ? new IdentityStep.Retire(newest, older)
            : new IdentityStep.Wait("overlap", "The older account lives a moment longer, for pulls that have begun.", left);
    }

    // Rows that a newer one has made needless. A closed account stays until the newer one is made: till then it is what was handed out.
    private static IdentityStep.Delete? Superseded(IdentityScene scene)
    {
        var newest = scene.Accounts.FirstOrDefault(account => account.State != PullIdentityState.Retiring);
        return scene.Accounts.LastOrDefault(account => account.State switch
        {
            PullIdentityState.Retiring => true,
            PullIdentityState.Making => account != newest,
            PullIdentityState.Closed => account != newest && newest!.State != PullIdentityState.Making,
            _ => false,
        }) is { } account ? new IdentityStep.Delete(account) : null;
    }

    // At rest; but what the registry has not got is looked for again.
    private static IdentityStep End(IdentityScene scene, TimeSpan? again) => scene.Missing.Count == 0
        ? new IdentityStep.Rest(again)
        : new IdentityStep.Wait("space-missing", $"The registry has no {string.Join(", ", scene.Missing.Order(StringComparer.Ordinal).Select(space => $"'{space}'"))}. The right to it follows when it is there.", LookForSpaces);

    private static bool IsGone(IdentityScene scene, RegistryAccount account) => scene.Seen.TryGetValue(account.Id, out var seen) && seen is null;

    private static bool IsOver(IdentityScene scene, RegistryAccount account) =>
        (scene.Seen.GetValueOrDefault(account.Id) is { } seen ? seen.ExpiresAt : account.ExpiresAt) is { } end && end <= scene.Now;
}
