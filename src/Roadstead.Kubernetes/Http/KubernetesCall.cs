namespace Roadstead.Kubernetes.Http;

/// <summary>One call: what is sent, and how it is named in messages and metrics.</summary>
/// <param name="Verb">As in the rights of a role: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>.</param>
/// <param name="Resource">Plural name, for metrics; a fixed word for what is no resource.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query below the server's own, without a slash in front.</param>
internal sealed record KubernetesCall(string Verb, string Resource, HttpMethod Method, string Path)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether it waits in the lane of leases: they must be in time however many other calls wait.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The verb and the path; no query, where a continue token or a selector would be of no use to anybody.</summary>
    public override string ToString() => $"{Verb} /{Path.Split('?')[0]}";
}
