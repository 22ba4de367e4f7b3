namespace Roadstead.Server.Admission.Reviews;

/// <summary>What the mutating webhook changes.</summary>
internal enum ReviewPatch
{
    None,

    /// <summary>The pod names pull secrets of its own: Roadstead's goes to the end.</summary>
    AppendPullSecret,

    /// <summary>The pod names none: it gets a list of one.</summary>
    AddPullSecrets,
}
