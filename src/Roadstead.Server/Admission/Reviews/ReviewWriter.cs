using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>Writes the answer as an AdmissionReview (admission.k8s.io/v1).</summary>
internal static class ReviewWriter
{
    // Apostrophes and angle brackets stay as they are: this is no HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> output, string uid, in ReviewAnswer answer)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, uid);
        json.WriteBoolean("allowed"u8, answer.IsAllowed);
        if (!answer.IsAllowed) WriteStatus(json, answer.Message ?? "");
        if (answer.Warnings is { Count: > 0 } warnings) WriteWarnings(json, warnings);
        if (answer.Patch is not ReviewPatch.None) WritePatch(json, answer.Patch);
        if (answer.Decision is not null) WriteAudit(json, answer);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject("status"u8);
        json.WriteNumber("code"u8, StatusCodes.Status403Forbidden);
        json.WriteString("reason"u8, "Forbidden"u8);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<string> warnings)
    {
        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private static void WritePatch(Utf8JsonWriter json, ReviewPatch patch)
    {
        json.WriteString("patchType"u8, "JSONPatch"u8);
        json.WriteBase64String("patch"u8, patch is ReviewPatch.AppendPullSecret
            ? """[{"op":"add","path":"/spec/imagePullSecrets/-","value":{"name":"roadstead-pull"}}]"""u8
            : """[{"op":"add","path":"/spec/imagePullSecrets","value":[{"name":"roadstead-pull"}]}]"""u8);
    }

    // The API server puts the webhook's name before each key.
    private static void WriteAudit(Utf8JsonWriter json, in ReviewAnswer answer)
    {
        Span<char> version = stackalloc char[20];
        answer.MapVersion.TryFormat(version, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteStartObject("auditAnnotations"u8);
        json.WriteString("decision"u8, answer.Decision);
        if (answer.Reason is not null) json.WriteString("reason"u8, answer.Reason);
        if (answer.Image is not null) json.WriteString("image"u8, answer.Image);
        json.WriteString("map-version"u8, version[..length]);
        json.WriteEndObject();
    }
}
