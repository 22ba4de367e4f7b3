namespace Roadstead.Registries.Harbor;

/// <summary>A right that a robot may hold.</summary>
/// <param name="OfSystem">True for one of the whole system (<c>kind: system, namespace: /</c>); false for one in projects (<c>kind: project</c>).</param>
/// <param name="Resource">What it is about.</param>
/// <param name="Action">What may be done.</param>
/// <param name="Capability">The capability that it serves; null for what every integration of the platform needs.</param>
internal sealed record HarborRight(bool OfSystem, string Resource, string Action, string? Capability)
{
    public override string ToString() => $"{Resource}:{Action} ({(OfSystem ? "system" : "all projects")})";
}
