namespace Roadstead.Registries.Artifactory;

/// <summary>Tries by reads alone what no version and no edition says for sure: whether this login may make accounts and webhooks.</summary>
internal static class ArtifactoryTrial
{
    /// <summary>What is missing: by capability, why, for people. What failed for a moment is not.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FindLackingAsync(ArtifactoryParts parts, ArtifactoryLogin login, CancellationToken cancellationToken)
    {
        var lacking = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (capability, prove) in new (string, Func<CancellationToken, Task>)[] { (RegistryCapability.PullAccounts, parts.Accounts.ProveAsync), (RegistryCapability.Events, parts.Subscriptions.ProveAsync) })
        {
            if (!ArtifactoryStanding.May(capability, login, parts.Client.Session))
            {
                continue;
            }

            try
            {
                await prove(cancellationToken);
            }
            catch (RegistryException e) when (!e.IsTransient && e.Code != RegistryErrorCode.CredentialsRejected)
            {
                lacking[capability] = e.Message;
            }
            catch (RegistryException e) when (e.IsTransient && parts.Standing?.Capabilities.Contains(capability) is false)
            {
                lacking[capability] = e.Message; // it was missing before
            }
            catch (RegistryException e) when (e.IsTransient)
            {
                continue;
            }
        }

        return lacking;
    }
}
