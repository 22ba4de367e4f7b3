namespace Roadstead.Server.Admission.Reviews;

/// <summary>What is read of <c>object</c> and <c>oldObject</c>.</summary>
internal sealed class ReviewObject
{
    public List<ReviewImage> Images { get; } = new(4);

    /// <summary>False: absent or null.</summary>
    public bool IsPresent { get; set; }

    /// <summary>A list of pull secrets is there and names at least one.</summary>
    public bool HasPullSecrets { get; set; }

    /// <summary>The list names Roadstead's.</summary>
    public bool HasRoadsteadPullSecret { get; set; }

    /// <summary>The API server's picture of a pod that the node runs from a file.</summary>
    public bool IsMirror { get; set; }

    /// <summary>Carries the label that takes a namespace out of admission.</summary>
    public bool IsExcluded { get; set; }

    public bool Names(string image)
    {
        foreach (var known in Images)
        {
            if (string.Equals(known.Image, image, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
