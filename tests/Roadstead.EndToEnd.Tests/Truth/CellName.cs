using System.Globalization;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>The words of the matrix, for names, messages and the table in the documents.</summary>
internal static class CellName
{
    public static string Of(Standing standing) => standing switch
    {
        Standing.Bound => "bound",
        Standing.Unbound => "unbound",
        _ => "no workspace",
    };

    /// <summary>The namespace that stands so.</summary>
    public static string Namespace(Standing standing) => Of(standing).Replace(' ', '-');

    public static string Of(ImageKind image) => image switch
    {
        ImageKind.Public => "public",
        ImageKind.Private => "private",
        ImageKind.UnknownSpace => "unknown space",
        ImageKind.UnmanagedAllowed => "unmanaged, allowed",
        _ => "unmanaged, denied",
    };

    public static string Of(Via via) => via switch
    {
        Via.Gateway => "gateway",
        Via.TokenService => "token service",
        Via.Open => "open registry",
        _ => "directly",
    };

    public static string Of(Presence presence) => presence is Presence.Fresh ? "fresh" : "on the node";

    public static string Of(PullSecretKind secret) => secret switch
    {
        PullSecretKind.Own => "own secret",
        PullSecretKind.ServiceAccount => "service account",
        PullSecretKind.Copied => "copied secret",
        _ => "none",
    };

    public static string Of(Maker maker) => maker switch
    {
        Maker.Deployment => "Deployment",
        Maker.BarePod => "bare pod",
        Maker.InitContainer => "init container",
        _ => "ephemeral container",
    };

    public static string Of(NodeOutcome outcome) => outcome switch
    {
        NodeOutcome.Runs => "runs",
        NodeOutcome.FailsToPull => "fails to pull",
        _ => "refused",
    };

    /// <summary>A cell in one line.</summary>
    public static string Of(Cell cell) => string.Join(" / ", Of(cell.Standing), Of(cell.Image), Of(cell.Via), Of(cell.Presence), Of(cell.Secret), Of(cell.Maker));

    /// <summary>The name of the objects of the cell that stands at this place in a list.</summary>
    public static string Object(int index) => string.Create(CultureInfo.InvariantCulture, $"cell-{index}");
}
