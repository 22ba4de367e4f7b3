namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>How a Harbor is reached from outside its cluster.</summary>
/// <param name="Type">The way.</param>
/// <param name="Host">The host of the ingress: a DNS name.</param>
/// <param name="IngressClassName">Which ingress controller; null: the cluster's default.</param>
/// <param name="Tls">The certificate of the ingress; null: self-signed.</param>
/// <param name="TlsSecretName">With <see cref="HarborTls.Secret"/>: the secret of type kubernetes.io/tls in the Harbor's namespace.</param>
public sealed record HarborAccess(HarborAccessType? Type, string? Host, string? IngressClassName = null, HarborTls? Tls = null, string? TlsSecretName = null);
