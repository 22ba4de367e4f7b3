namespace Roadstead.Core.Access;

/// <summary>A verdict in plain sentences: what admission, the gateway and explain all tell. Names only what the asker's own image names, and the asker's own workspace.</summary>
public static class VerdictText
{
    /// <summary>What was decided and by which rule; one or two sentences that name the image.</summary>
    public static string Message(in Verdict verdict)
    {
        var image = verdict.Image;
        var registry = verdict.Registry?.Name;
        var space = verdict.Space?.Name;
        return verdict.Reason switch
        {
            AccessReason.Unparseable when verdict.Circumstance == AccessCircumstance.NoHost =>
                $"'{image}' is no usable image reference: what stands before the first '/' is neither a host nor a part of a name.",
            AccessReason.Unparseable => $"'{image}' is no image reference.",
            AccessReason.ImageId => $"'{image}' is read as an image ID, which would run whatever somebody once pulled to the node.",
            AccessReason.Public => $"'{image}' is in the public space '{space}' of the registry '{registry}', which every namespace may use.",
            AccessReason.Bound => $"'{image}' is in the private space '{space}' of the registry '{registry}', which is bound to the workspace '{verdict.Workspace?.Name}'.",
            AccessReason.WorkspaceRegistry => $"'{image}' is in the registry '{registry}', the own registry of the workspace '{verdict.Workspace?.Name}'.",
            AccessReason.NotBound when verdict.Included is { } included =>
                $"'{image}' is in the space '{space}' of the registry '{registry}', which includes the space '{included}', and that one is private and not bound to {Asker(verdict)}.",
            AccessReason.NotBound => $"'{image}' is in the private space '{space}' of the registry '{registry}', which is not bound to {Asker(verdict)}.",
            AccessReason.UnknownSpace when verdict.Circumstance == AccessCircumstance.GatewayName =>
                $"'{image}' is a name under the gateway, but names no repository of a registry that {Asker(verdict)} may name there.",
            AccessReason.UnknownSpace when verdict.Included is { } included =>
                $"'{image}' is in the space '{space}' of the registry '{registry}', which includes '{included}', and what that one gives to whom is not known here.",
            AccessReason.UnknownSpace => $"'{image}' is in the registry '{registry}', but in none of its spaces.",
            AccessReason.RegistryRemoved => $"'{image}' is on the host of the registry '{registry}', which was removed. Its host stays denied until it is forgotten.",
            AccessReason.UnmanagedAllowed => $"'{image}' is on a host that no registry is integrated for, and such images are allowed here.",
            AccessReason.UnmanagedDenied => $"'{image}' {UnmanagedDenied(verdict.Circumstance)}",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
    }

    /// <summary>What to do about it, and who can; null when the image is allowed.</summary>
    public static string? Remedy(in Verdict verdict) => verdict.Reason switch
    {
        AccessReason.Unparseable => "Correct the name: host/path:tag or host/path@sha256:digest, the path in lower case.",
        AccessReason.ImageId => "Name the image by its repository, with a tag or a digest: host/path@sha256:digest.",
        AccessReason.NotBound when verdict is { Included: { } included, Workspace: { } workspace } =>
            $"Ask a platform admin to bind the space '{included}' of '{verdict.Registry?.Name}' to the workspace '{workspace.Name}' too, or choose an image from those that this namespace may pull.",
        AccessReason.NotBound when verdict.Included is { } included =>
            $"Ask a platform admin to put the namespace into a workspace that the space '{included}' of '{verdict.Registry?.Name}' is bound to, or choose a public image.",
        AccessReason.NotBound when verdict.Workspace is { } workspace =>
            $"Ask a platform admin to bind the space '{verdict.Space?.Name}' of '{verdict.Registry?.Name}' to the workspace '{workspace.Name}', or choose an image from those that this namespace may pull.",
        AccessReason.NotBound =>
            $"Ask a platform admin to put the namespace into a workspace that the space '{verdict.Space?.Name}' of '{verdict.Registry?.Name}' is bound to, or choose a public image.",
        AccessReason.UnknownSpace when verdict.Circumstance == AccessCircumstance.GatewayName =>
            "Correct the name: gateway/registry/path, or gateway/w/workspace/registry/path for a registry of the namespace's own workspace.",
        AccessReason.UnknownSpace when verdict.Included is { } included =>
            $"Ask a platform admin to give '{verdict.Registry?.Name}' a login that sees '{included}', so that there is a space of it, or name the image by the space that it comes from.",
        AccessReason.UnknownSpace =>
            $"Ask a platform admin to make a space of '{verdict.Registry?.Name}' that holds this path, or correct the name.",
        AccessReason.RegistryRemoved when verdict.Registry?.IsPlatform == false =>
            "Integrate the registry again, or ask an admin of the workspace to forget the host.",
        AccessReason.RegistryRemoved =>
            $"Ask a platform admin to integrate the registry again, or to forget the host '{verdict.Registry?.Host}' (DELETE /api/v1/removed-hosts/{verdict.Registry?.Host}).",
        AccessReason.UnmanagedDenied => UnmanagedRemedy(verdict.Circumstance),
        _ => null,
    };

    private static string Asker(in Verdict verdict) =>
        verdict.Workspace is { } workspace ? $"the workspace '{workspace.Name}'" : "anybody outside a workspace";

    private static string UnmanagedDenied(AccessCircumstance circumstance) => circumstance switch
    {
        AccessCircumstance.UnknownCluster => "is on a host that no registry is integrated for, and the cluster is not known.",
        AccessCircumstance.ExclusiveClaim => "is on a host that a workspace's registry has for itself alone.",
        _ => "is on a host that no registry is integrated for, and such images are denied here.",
    };

    private static string UnmanagedRemedy(AccessCircumstance circumstance) => circumstance switch
    {
        AccessCircumstance.UnknownCluster => "Correct the cluster's name, or ask a platform admin to connect the cluster.",
        AccessCircumstance.ExclusiveClaim => "Use a copy in a registry that your workspace may use, or ask a platform admin to lift the exclusive claim.",
        _ => "Ask an admin to integrate the registry, or use a copy in one that is integrated. A platform admin can allow unmanaged images for the cluster.",
    };
}
