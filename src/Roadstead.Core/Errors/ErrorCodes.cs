namespace Roadstead.Core.Errors;

/// <summary>The catalogue: every code that any surface of Roadstead reports. <c>docs/errors.md</c> is generated from it.</summary>
#pragma warning disable CS1591 // each code says itself what it means, in its title and remedy
public static class ErrorCodes
{
    // Requests and people
    public static readonly ErrorCode InvalidRequest = new("invalid-request", 400, "The request cannot be read", "Send a JSON body with the fields that the OpenAPI document at /openapi/v1.json names.");
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, "Sign-in needed", "Send a valid API token as 'Authorization: Bearer <token>', or sign in to the console. POST /api/v1/tokens with user and password makes a token.");
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "Your role does not allow this", "Ask an admin of the workspace, or a platform admin, for the role that this call needs (docs/permissions.md).");
    public static readonly ErrorCode AntiforgeryFailed = new("antiforgery-failed", 400, "The request did not come from the console's own page", "Reload the page and try again. API clients send a bearer token instead of the console's cookie.");
    public static readonly ErrorCode NotFound = new("not-found", 404, "Not found", "Check the name. Objects of workspaces that you are not a member of are not shown.");
    public static readonly ErrorCode MethodNotAllowed = new("method-not-allowed", 405, "This address does not take this method", "See the OpenAPI document at /openapi/v1.json.");
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not JSON", "Send 'Content-Type: application/json'.");
    public static readonly ErrorCode TooLarge = new("request-too-large", 413, "The request is too large", "Send less at once.");
    public static readonly ErrorCode ValidationFailed = new("validation-failed", 422, "Some fields are not valid", "Correct the fields named in 'errors'.");
    public static readonly ErrorCode PreconditionFailed = new("precondition-failed", 412, "It has changed since you read it", "Read it again and repeat the change with the new ETag in If-Match.");
    public static readonly ErrorCode InternalError = new("internal-error", 500, "Something went wrong on our side", "Try again. If it stays, look for the trace id in the server's log.");
    public static readonly ErrorCode StoreBusy = new("store-busy", 503, "The store is busy", "Nothing was changed. Try again in a moment.");
    public static readonly ErrorCode TooManyRequests = new("too-many-requests", 429, "Too many requests", "Wait as long as Retry-After says.");

    // Names and state
    public static readonly ErrorCode NameTaken = new("name-taken", 409, "The name is taken", "Choose another name.");
    public static readonly ErrorCode ImpactNotAcknowledged = new("impact-not-acknowledged", 409, "Running workloads use this", "Look at 'impact', then repeat the call with ?acknowledge=<impact.acknowledgement>.");
    public static readonly ErrorCode WorkspaceInUse = new("workspace-in-use", 409, "The workspace is in use", "Remove its registries, bindings and namespaces first.");
    public static readonly ErrorCode WorkspaceNotFound = new("workspace-not-found", 404, "No such workspace", "Create the workspace first, or correct the name.");
    public static readonly ErrorCode NamespaceInOtherWorkspace = new("namespace-in-other-workspace", 409, "The namespace belongs to another workspace", "Remove it from that workspace first.");
    public static readonly ErrorCode LastAdmin = new("last-admin", 409, "The last platform admin cannot go", "Make another user a platform admin first.");
    public static readonly ErrorCode KubeconfigUnsupported = new("kubeconfig-unsupported", 422, "The kubeconfig cannot be used", "Give a kubeconfig with a server, a CA, and a token or a client certificate; exec, auth-provider and file paths are refused.");
    public static readonly ErrorCode ClusterCredentialsRejected = new("cluster-credentials-rejected", 422, "The cluster refused the credentials", "Give a kubeconfig whose token or client certificate is valid now.");
    public static readonly ErrorCode ClusterTlsUntrusted = new("cluster-tls-untrusted", 422, "The API server's certificate is not trusted", "Give a kubeconfig with the CA that signed it, and with the server's name as it stands in the certificate.");
    public static readonly ErrorCode ClusterAlreadyConnected = new("cluster-already-connected", 409, "This cluster is connected already", "Use the one that is connected, or delete it first.");
    public static readonly ErrorCode ClusterMismatch = new("cluster-mismatch", 409, "The kubeconfig leads to another cluster", "Give a kubeconfig of the same cluster. Connect another one, or one that was made anew, under a name of its own.");

    // Clusters
    public static readonly ErrorCode ClusterStandalone = new("cluster-standalone", 409, "A standalone cluster runs nothing", "Deploy in a cluster that is connected by its kubeconfig. In a standalone cluster, pull with the namespace's docker config.");
    public static readonly ErrorCode ClusterUnavailable = new("cluster-unavailable", 503, "The cluster does not answer right now", "Look at the cluster's status and try again.");
    public static readonly ErrorCode ClusterRefused = new("cluster-refused", 422, "The cluster refused it", "The cluster's own words stand in 'detail': mend what they name, or ask a platform admin.");

    // Managed Harbors
    public static readonly ErrorCode PrerequisitesMissing = new("prerequisites-missing", 422, "The cluster lacks what a Harbor needs", "Install what 'missing' names, then repeat the call. GET /api/v1/managed-harbors/prerequisites?cluster= looks at all of it.");
    public static readonly ErrorCode HarborNotMadeHere = new("harbor-not-made-here", 409, "Roadstead did not make this Harbor", "Change or delete it with the tool that made it; Roadstead follows. Here it can only be integrated.");

    // Registries
    public static readonly ErrorCode CredentialsRequired = new("credentials-required", 422, "A user name and password are needed", "Give the login that Roadstead should use at this registry.");
    public static readonly ErrorCode CredentialsRejected = new("credentials-rejected", 422, "The registry refused the login", "Check user name and password. Roadstead does not try a refused login again until you change it or ask for a check.");
    public static readonly ErrorCode AdminRequired = new("admin-required", 422, "The login has no administrator rights", "Give the login of an administrator of the registry.");
    public static readonly ErrorCode RegistryUnreachable = new("registry-unreachable", 422, "The registry cannot be reached", "Check the address and that the registry is up and reachable from this server.");
    public static readonly ErrorCode TlsUntrusted = new("tls-untrusted", 422, "The registry's certificate is not trusted", "Give the CA certificate that signed it, or, for a trial only, skip the verification.");
    public static readonly ErrorCode WrongType = new("wrong-type", 422, "This is not the registry type that you chose", "Choose the type that was found, or correct the address.");
    public static readonly ErrorCode AddressNotAllowed = new("address-not-allowed", 422, "This address may not be used", "Loopback, link-local, metadata, multicast and the clusters' own addresses are refused unless the operator allows them in ROADSTEAD_ALLOWED_NETWORKS or ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS.");
    public static readonly ErrorCode OwnIdentity = new("own-identity", 422, "This is Roadstead's own address or pull identity", "Give the registry's own address and a login that was made for Roadstead, not one that Roadstead made.");
    public static readonly ErrorCode RealmNotTrusted = new("realm-not-trusted", 422, "The registry sends logins to another party", "Nothing was sent there. If the token service in 'tokenRealm' is the right one, repeat the call with the same value in the field tokenRealm.");
    public static readonly ErrorCode HostAlreadyIntegrated = new("host-already-integrated", 409, "This registry is integrated already", "Use the integration that exists, or remove it first.");
    public static readonly ErrorCode HostUsedByWorkspaces = new("host-used-by-workspaces", 409, "Workspaces have integrated this registry for themselves", "Look at 'impact': from now on the platform's spaces decide for this host. Repeat the call with ?acknowledge=<impact.acknowledgement>.");
    public static readonly ErrorCode SpaceExists = new("space-exists", 409, "The space exists", "Choose another name.");
    public static readonly ErrorCode SpaceIncludesPrivate = new("space-includes-private", 409, "The space includes others that are not open to the same", "Bind the spaces that 'includes' names to the same workspaces, or make them public, first: a space that includes others gives no more than they do.");
    public static readonly ErrorCode SpaceRemoving = new("space-removing", 409, "The space is being deleted", "Withdraw the deletion first: PATCH the space with {\"keep\": true}.");
    public static readonly ErrorCode CapabilityMissing = new("capability-missing", 422, "This registry cannot do that", "See the registry's capabilities for what it can do.");
    public static readonly ErrorCode RegistryUnavailable = new("registry-unavailable", 503, "The registry does not answer right now", "Look at the registry's health and try again.");

    // Images
    public static readonly ErrorCode ImageNotAllowed = new("image-not-allowed", 403, "This namespace may not use this image", "See 'verdict' for the rule and its remedy.");
    public static readonly ErrorCode ImageProtected = new("image-protected", 409, "The registry keeps this image", "A rule of the registry keeps it, such as one for immutable tags, or another artifact refers to it. Change that at the registry, then delete it.");
    public static readonly ErrorCode ImageNotFound = new("image-not-found", 404, "No such image", "Check the name and the tag or digest.");

    /// <summary>All codes, in the order of their declaration.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCodes).GetFields().Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!)];
}
