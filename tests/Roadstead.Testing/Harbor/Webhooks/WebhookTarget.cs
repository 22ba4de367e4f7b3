namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>Where a policy sends to.</summary>
/// <param name="Type"><c>http</c> or <c>slack</c>.</param>
/// <param name="Address">Its address.</param>
/// <param name="AuthHeader">The Authorization header as it is; empty for none.</param>
/// <param name="SkipCertVerify">Whether any certificate will do.</param>
/// <param name="PayloadFormat"><c>Default</c> or <c>CloudEvents</c>; empty for slack.</param>
public sealed record WebhookTarget(string Type, string Address, string AuthHeader, bool SkipCertVerify, string PayloadFormat);
