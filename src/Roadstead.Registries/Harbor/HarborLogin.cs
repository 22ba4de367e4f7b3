namespace Roadstead.Registries.Harbor;

/// <summary>Whom Harbor takes the login for.</summary>
/// <param name="Kind">What kind of account.</param>
/// <param name="IsAdministrator">True for a system administrator; a robot never is one.</param>
/// <param name="Evidence">What showed it, for people.</param>
internal sealed record HarborLogin(HarborLoginKind Kind, bool IsAdministrator, string Evidence);
