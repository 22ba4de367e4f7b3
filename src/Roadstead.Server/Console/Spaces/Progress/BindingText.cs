using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Spaces.Progress;

/// <summary>How far a binding is, in words, and what to do where it stays behind. Text keys.</summary>
internal static class BindingText
{
    internal static string State(DeliveryState state) => state switch
    {
        DeliveryState.Ready => Key("Ready"),
        DeliveryState.Failing => Key("Failing"),
        DeliveryState.Removing => Key("Removing"),
        _ => Key("Pending"),
    };

    /// <summary>What the state means where the binding itself says no more.</summary>
    internal static string Meaning(DeliveryState state) => state switch
    {
        DeliveryState.Ready => Key("Bound: its namespaces may pull."),
        DeliveryState.Failing => Key("The binding fails."),
        DeliveryState.Removing => Key("Being unbound."),
        _ => Key("Being bound."),
    };

    /// <summary>What to do about it; null where time mends it.</summary>
    internal static string? Remedy(BindingView binding) => (binding.State, binding.Reason) switch
    {
        (DeliveryState.Ready, _) => null,
        (_, "includes-private") => Key("Bind what the space includes to this workspace too, or make that public."),
        (_, "space-missing" or "gone" or "unseen") => Key("The registry has to have the space: see the state of the space."),
        (DeliveryState.Failing, "foreign-secret") => Key("Rename or delete the namespace's Secret of this name: Roadstead overwrites none that it did not make."),
        (DeliveryState.Failing, "namespace-missing") => Key("Make the namespace in the cluster, or take it out of the workspace."),
        (DeliveryState.Failing, "namespace-terminating") => Key("Wait until the namespace is gone, or take it out of the workspace."),
        (DeliveryState.Failing, "cluster-disconnected") => Key("Look at the cluster: its secrets are written as soon as it is reached."),
        (_, "credentials-rejected" or "login-suspended") => Key("Give the registry's integration a login that works: edit the registry."),
        (_, "denied" or "admin-required" or "capability-missing") => Key("Give the login of the integration the right to make accounts at the registry, or choose another delivery: edit the registry."),
        (DeliveryState.Failing, _) => Key("It is tried again by itself. Look at the registry's health if it stays so."),
        _ => null,
    };
}
