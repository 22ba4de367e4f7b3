namespace Roadstead.Registries.Detection.Products;

/// <summary>The registry inside OpenShift. That it keeps signatures is a sign that it shares with Pulp, and proves nothing by itself.</summary>
internal sealed class OpenShiftMarks : ProductMarks
{
    public override Finding? ByAnswer(VersionAnswer answer)
    {
        if (!answer.RealmPath.EndsWith("/openshift/token", StringComparison.Ordinal))
        {
            return null;
        }

        var finding = new Finding(null, "OpenShift's registry", null, ["its token realm is /openshift/token"]);
        return answer.Header("X-Registry-Supports-Signatures") == "1" ? finding.With("header X-Registry-Supports-Signatures") : finding;
    }
}
