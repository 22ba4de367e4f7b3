namespace Roadstead.Server.PullIdentities;

/// <summary>What the pull secrets of namespaces should hold, as of the newest publication. Safe for any number of threads.</summary>
public interface IPullSecretContents
{
    /// <summary>Which Roadstead this is: accounts are named <c>ns-&lt;installation&gt;-...</c>, and what it makes in clusters is labelled with it.</summary>
    string Installation { get; }

    /// <summary>A mark for each namespace of a workspace in this cluster, by namespace. It changes whenever what the pull secret should hold does; nothing is decrypted for it.</summary>
    IReadOnlyDictionary<string, PullSecretMark> MarksOf(string cluster);

    /// <summary>What a namespace's pull secret should hold; null when the namespace is in no workspace.</summary>
    PullSecretContent? Find(string cluster, string ns);
}
