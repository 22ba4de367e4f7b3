namespace Roadstead.Server.Storage.Secrets;

/// <summary>Where a ciphertext stands. It is authenticated with it, so that nobody can move a secret to another row or column and have it used there.</summary>
public readonly record struct SecretPlace(string Table, string Row, string Column)
{
    public static SecretPlace RegistryPassword(Guid registryId) => new("Registries", registryId.ToString("N"), "PasswordCipher");

    public static SecretPlace EventSecret(Guid registryId) => new("Registries", registryId.ToString("N"), "EventSecretCipher");

    public static SecretPlace GatewaySecret(Guid accountId) => new("GatewayAccounts", accountId.ToString("N"), "SecretCipher");

    public static SecretPlace PullIdentitySecret(Guid identityId) => new("PullIdentities", identityId.ToString("N"), "SecretCipher");

    public static SecretPlace LeavingRegistryPassword(Guid registryId) => new("LeavingRegistries", registryId.ToString("N"), "PasswordCipher");

    public static SecretPlace Kubeconfig(Guid clusterId) => new("Clusters", clusterId.ToString("N"), "KubeconfigCipher");

    public static SecretPlace AdmissionSecret(Guid clusterId) => new("Clusters", clusterId.ToString("N"), "AdmissionSecretCipher");

    public static SecretPlace LeavingKubeconfig(Guid clusterId) => new("LeavingClusters", clusterId.ToString("N"), "KubeconfigCipher");

    public static SecretPlace LeavingAdmissionSecret(Guid clusterId) => new("LeavingClusters", clusterId.ToString("N"), "AdmissionSecretCipher");

    public static SecretPlace ManagedHarborSecrets(Guid harborId) => new("ManagedHarbors", harborId.ToString("N"), "SecretsCipher");

    public static SecretPlace TokenSigningKeys { get; } = new("Files", "token-signing-keys", "Content");

    public static SecretPlace AdmissionAuthority { get; } = new("Files", "admission-authority", "Content");

    public static SecretPlace KeyCheck { get; } = new("Settings", "key-check", "Value");
}
