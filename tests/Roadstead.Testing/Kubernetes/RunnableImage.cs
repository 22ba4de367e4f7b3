namespace Roadstead.Testing.Kubernetes;

/// <summary>Images that a node can really run: the program waits until it is told to end.</summary>
public static class RunnableImage
{
    /// <summary>One to push with <see cref="TestImages"/>; another content makes another digest.</summary>
    public static TestImage Of(string content = "hello") => new() { Program = KubernetesPrograms.Find("pause"), Layers = [content] };
}
