using System.Globalization;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Access;

/// <summary>Who failed to sign in may not try again for a while, longer each time; who fails too often is locked until an admin unlocks him. The caller holds the gate.</summary>
internal sealed class LoginSuspensions(ArtifactoryState state)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, (int Failures, DateTimeOffset Until)> failed = [];

    /// <summary>403 while suspended or locked, whatever the password.</summary>
    public void Check(string username)
    {
        if (IsLocked(username))
        {
            throw ArtifactoryException.Forbidden($"Your account '{username}' is locked due to too many failed login attempts");
        }

        if (failed.TryGetValue(username, out var last) && last.Until > state.Now)
        {
            var seconds = Math.Ceiling((last.Until - state.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw ArtifactoryException.Forbidden($"This request is blocked due to recurrent login failures, please try again in {seconds} seconds");
        }
    }

    public void Failed(string username)
    {
        var failures = failed.GetValueOrDefault(username).Failures + 1;
        var pause = state.Settings.LoginSuspension * Math.Pow(2, Math.Min(failures - 1, 10));
        failed[username] = (failures, state.Now + (pause < Longest ? pause : Longest));
    }

    public void Succeeded(string username) => failed.Remove(username);

    public bool Unlock(string username) => failed.Remove(username);

    public bool IsLocked(string username) => state.Settings.LockAfterFailedLogins is { } most && failed.GetValueOrDefault(username).Failures >= most;
}
