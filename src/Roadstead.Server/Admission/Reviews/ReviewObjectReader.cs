namespace Roadstead.Server.Admission.Reviews;

/// <summary>
/// Reads images wherever an object can hold them: a pod's <c>spec</c>, the templates of workloads, and the list of the
/// <c>ephemeralcontainers</c> subresource, which before Kubernetes 1.22 was an object of its own.
/// </summary>
internal static class ReviewObjectReader
{
    private static ReadOnlySpan<byte> ExcludedLabel => "roadstead.dev/admission"u8;

    private static ReadOnlySpan<byte> MirrorAnnotation => "kubernetes.io/config.mirror"u8;

    /// <summary>At a field's value.</summary>
    /// <param name="json">Where to read.</param>
    /// <param name="outer">The fields beside it.</param>
    /// <param name="field">Its place among those.</param>
    /// <param name="path">Its name for words.</param>
    /// <param name="isPod">It is known to be a pod. API servers tell before they give the object.</param>
    /// <param name="into">Gets what is found.</param>
    public static void Read(ref JsonCursor json, ref SeenFields outer, int field, string path, bool isPod, ReviewObject into)
    {
        json.Once(ref outer, field, path);
        if (!json.EnterObject(path)) return;
        into.IsPresent = true;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("spec"u8)) ReadSpec(ref json, ref seen, 0, "spec", into);
            else if (json.Is("metadata"u8)) ReadMetadata(ref json, ref seen, isPod, into);
            else if (json.Is("template"u8)) ReadTemplate(ref json, ref seen, 2, "template", into);
            else if (json.Is("ephemeralContainers"u8)) ReadContainers(ref json, ref seen, 3, "ephemeralContainers", "ephemeral container", into);
            else json.SkipField();
        }
    }

    // A pod's own, a workload's with its template, a cron job's with the template of its jobs: one shape, since no field of one means another thing in the other.
    private static void ReadSpec(ref JsonCursor json, ref SeenFields outer, int field, string path, ReviewObject into)
    {
        json.Once(ref outer, field, path);
        if (!json.EnterObject(path)) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("containers"u8)) ReadContainers(ref json, ref seen, 0, "spec.containers", "container", into);
            else if (json.Is("initContainers"u8)) ReadContainers(ref json, ref seen, 1, "spec.initContainers", "init container", into);
            else if (json.Is("ephemeralContainers"u8)) ReadContainers(ref json, ref seen, 2, "spec.ephemeralContainers", "ephemeral container", into);
            else if (json.Is("volumes"u8)) ReadVolumes(ref json, ref seen, into);
            else if (json.Is("imagePullSecrets"u8)) ReadPullSecrets(ref json, ref seen, into);
            else if (json.Is("template"u8)) ReadTemplate(ref json, ref seen, 5, "spec.template", into);
            else if (json.Is("jobTemplate"u8)) ReadTemplate(ref json, ref seen, 6, "spec.jobTemplate", into);
            else json.SkipField();
        }
    }

    private static void ReadTemplate(ref JsonCursor json, ref SeenFields outer, int field, string path, ReviewObject into)
    {
        json.Once(ref outer, field, path);
        if (!json.EnterObject(path)) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("spec"u8)) ReadSpec(ref json, ref seen, 0, "spec", into);
            else json.SkipField();
        }
    }

    private static void ReadContainers(ref JsonCursor json, ref SeenFields outer, int field, string path, string words, ReviewObject into)
    {
        json.Once(ref outer, field, path);
        if (!json.EnterList(path)) return;
        while (json.NextObject(path))
        {
            string? name = null;
            string? image = null;
            var seen = new SeenFields();
            while (json.NextField())
            {
                if (json.Is("image"u8)) image = json.Text(ref seen, 0, "image");
                else if (json.Is("name"u8)) name = json.Text(ref seen, 1, "name");
                else json.SkipField();
            }

            Add(into, words, name, image);
        }
    }

    private static void ReadVolumes(ref JsonCursor json, ref SeenFields outer, ReviewObject into)
    {
        json.Once(ref outer, 3, "spec.volumes");
        if (!json.EnterList("spec.volumes")) return;
        while (json.NextObject("spec.volumes"))
        {
            string? name = null;
            string? image = null;
            var seen = new SeenFields();
            while (json.NextField())
            {
                if (json.Is("image"u8)) image = ReadVolumeImage(ref json, ref seen);
                else if (json.Is("name"u8)) name = json.Text(ref seen, 1, "name");
                else json.SkipField();
            }

            Add(into, "volume", name, image);
        }
    }

    private static string? ReadVolumeImage(ref JsonCursor json, ref SeenFields outer)
    {
        json.Once(ref outer, 0, "image");
        if (!json.EnterObject("spec.volumes.image")) return null;
        string? image = null;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("reference"u8)) image = json.Text(ref seen, 0, "reference");
            else json.SkipField();
        }

        return image;
    }

    private static void ReadPullSecrets(ref JsonCursor json, ref SeenFields outer, ReviewObject into)
    {
        json.Once(ref outer, 4, "spec.imagePullSecrets");
        if (!json.EnterList("spec.imagePullSecrets")) return;
        while (json.NextObject("spec.imagePullSecrets"))
        {
            into.HasPullSecrets = true;
            var seen = new SeenFields();
            while (json.NextField())
            {
                if (json.Is("name"u8)) into.HasRoadsteadPullSecret |= json.TextIs(ref seen, 0, "name", AdmissionNames.PullSecret);
                else json.SkipField();
            }
        }
    }

    private static void ReadMetadata(ref JsonCursor json, ref SeenFields outer, bool isPod, ReviewObject into)
    {
        json.Once(ref outer, 1, "metadata");

        // Half of a pod is here, and of all that only one annotation counts. Of other types it is looked at closely.
        if (isPod && json.SkipsObjectWithout(MirrorAnnotation)) return;
        if (!json.EnterObject("metadata")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("labels"u8)) ReadLabels(ref json, ref seen, into);
            else if (json.Is("annotations"u8)) ReadAnnotations(ref json, ref seen, into);
            else json.SkipField();
        }
    }

    private static void ReadLabels(ref JsonCursor json, ref SeenFields outer, ReviewObject into)
    {
        json.Once(ref outer, 0, "metadata.labels");
        if (!json.EnterObject("metadata.labels")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is(ExcludedLabel)) into.IsExcluded = json.TextIs(ref seen, 0, "metadata.labels", AdmissionNames.Excluded);
            else json.SkipField();
        }
    }

    private static void ReadAnnotations(ref JsonCursor json, ref SeenFields outer, ReviewObject into)
    {
        json.Once(ref outer, 1, "metadata.annotations");
        if (!json.EnterObject("metadata.annotations")) return;
        while (json.NextField())
        {
            into.IsMirror |= json.Is(MirrorAnnotation);
            json.SkipField();
        }
    }

    private static void Add(ReviewObject into, string field, string? name, string? image)
    {
        // An empty image is the API server's own affair: it refuses it in pods and leaves it to be filled in templates.
        if (!string.IsNullOrEmpty(image)) into.Images.Add(new ReviewImage(field, name, image));
    }
}
