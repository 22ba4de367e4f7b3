using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Console.Clusters;

/// <summary>Reads the form of a cluster.</summary>
internal static class ClusterForm
{
    internal static ClusterFormModel Typed(ClusterFormModel empty, IFormCollection form) => empty with
    {
        Name = form.Text("name"),
        Kind = WireName.Read<ClusterKind>(form["kind"]) ?? empty.Kind,
        ServerUrl = form.Text("serverUrl"),
        Admission = WireName.Read<AdmissionMode>(form["admission"]) ?? empty.Admission,
        UnmanagedImages = WireName.Read<UnmanagedImages>(form["unmanagedImages"]) ?? empty.UnmanagedImages,
        FoundHarbors = WireName.Read<FoundHarbors>(form["foundHarbors"]) ?? empty.FoundHarbors,
    };

    /// <summary>The kubeconfig: the file that was chosen, else what was pasted; null for neither. The server bounds every request's size.</summary>
    internal static async Task<string?> KubeconfigAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files.GetFile("kubeconfigFile") is not { Length: > 0 } file)
            return form.Text("kubeconfig");
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
