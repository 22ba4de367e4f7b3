using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Console.Session;

/// <summary>Who uses the console.</summary>
/// <param name="Me">The person; null for nobody.</param>
/// <param name="FirstStart">True until somebody has signed in for the first time: the sign-in page then says where the one-time password is.</param>
/// <param name="MustSetUp">True while the person is signed in by the one-time password: the only page is the one to choose an own password.</param>
public sealed record SessionState(MeView? Me, bool FirstStart = false, bool MustSetUp = false)
{
    public static SessionState Nobody { get; } = new((MeView?)null);
}
