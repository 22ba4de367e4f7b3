namespace Roadstead.Registries.Detection.Products;

/// <summary>The registry inside OpenShift. That it keeps signatures is a sign that it shares with Pulp, and of neither's plain relative.</summary>
internal sealed class OpenShiftMarks : ProductMarks
{
    private const string Signatures = "X-Registry-Supports-Signatures";

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        var keeps = answer.Header(Signatures) == "1";
        if (answer.RealmPath.EndsWith("/openshift/token", StringComparison.Ordinal))
        {
            var finding = new Finding(null, "OpenShift's registry", null, ["its token realm is /openshift/token"]);
            return keeps ? finding.With($"header {Signatures}") : finding;
        }

        return keeps && answer.IsRegistryLike ? new Finding(null, "Pulp or OpenShift's registry", null, [$"header {Signatures}"]) : null;
    }
}
