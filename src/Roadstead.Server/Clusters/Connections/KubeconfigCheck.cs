using Microsoft.Extensions.Options;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>
/// Looks once whether a kubeconfig that was given works. What is wrong with the kubeconfig itself is told at once and nothing is stored: it would never work.
/// A cluster that is down is stored: that is a state of the cluster, and passes.
/// </summary>
internal sealed class KubeconfigCheck(ClusterClients clients, Access.ApiServerAddresses servers, IOptions<ClustersOptions> options, TimeProvider time)
{
    /// <summary>The server's address and, when the cluster could be reached, what it told.</summary>
    public async Task<Outcome<(Uri Server, string? Uid)>> CheckAsync(string name, string kubeconfig, CancellationToken cancellationToken)
    {
        var read = ClusterClients.Read(kubeconfig);
        if (!read.IsSuccess)
            return read.Problem;

        var endpoint = read.Value;
        var trial = Guid.NewGuid();
        using var deadline = new CancellationTokenSource(options.Value.CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var client = clients.Create(trial, name, endpoint);
            return (endpoint.Server, await ClusterFacts.ReadUidAsync(client, either.Token));
        }
        catch (KubernetesException e) when (Refusal(e) is { } code)
        {
            return Problem.ForField(code, "kubeconfig", e.Message);
        }
        catch (KubernetesException)
        {
            return (endpoint.Server, null); // the status says what is the matter
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (endpoint.Server, null);
        }
        finally
        {
            servers.Forget(trial);
        }
    }

    private static ErrorCode? Refusal(KubernetesException e) => e.Code switch
    {
        KubernetesErrorCode.AddressNotAllowed => ErrorCodes.AddressNotAllowed,
        KubernetesErrorCode.Unauthenticated => ErrorCodes.ClusterCredentialsRejected,
        KubernetesErrorCode.TlsUntrusted => ErrorCodes.ClusterTlsUntrusted,
        _ => null,
    };
}
