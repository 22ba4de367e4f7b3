using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Kubernetes.Tests.Objects;

public sealed class ObjectsTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Drift is found by comparing: every field that the server knows must come back as it went.
    [Fact]
    public async Task Webhook_configurations_come_back_whole_with_the_servers_defaults()
    {
        using var client = Some.Client((await kubernetes.ClusterAsync(Cancelled)).AdminKubeconfig);
        var (name, ca) = (Some.NewName("objects"), Encoding.ASCII.GetBytes(CaPem()));
        var rule = new WebhookRule { Operations = ["CREATE"], ApiGroups = [""], ApiVersions = ["v1"], Resources = ["pods"] };
        var nowhere = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["there"] = "is-none" }, MatchExpressions = [new("a", "NotIn", ["b"])] };
        var bare = new ValidatingWebhookConfiguration
        {
            Metadata = new ObjectMeta { Name = name },
            Webhooks =
            [
                new ValidatingWebhook
                {
                    Name = "a.roadstead.dev", SideEffects = "None", AdmissionReviewVersions = ["v1"], NamespaceSelector = nowhere,
                    ClientConfig = new WebhookClientConfig { Url = "https://127.0.0.1:1/a", CaBundle = ca }, Rules = [rule],
                },
            ],
        };
        var full = new MutatingWebhookConfiguration
        {
            Metadata = new ObjectMeta { Name = name },
            Webhooks =
            [
                new MutatingWebhook
                {
                    Name = "a.roadstead.dev", SideEffects = "NoneOnDryRun", AdmissionReviewVersions = ["v1"], FailurePolicy = "Ignore", MatchPolicy = "Exact", TimeoutSeconds = 3,
                    ReinvocationPolicy = "IfNeeded", NamespaceSelector = nowhere, ObjectSelector = nowhere, Rules = [rule with { Scope = "Namespaced" }],
                    ClientConfig = new WebhookClientConfig { Service = new WebhookService("default", "a", "/p", 8443), CaBundle = ca },
                },
            ],
        };

        var validating = await client.CreateAsync(bare, Cancelled);
        var mutating = await client.CreateAsync(full, Cancelled);
        var replaced = await client.ReplaceAsync(mutating with { Webhooks = [] }, Cancelled);
        await client.DeleteAsync<ValidatingWebhookConfiguration>(null, name, null, Cancelled);
        await client.DeleteAsync<MutatingWebhookConfiguration>(null, name, null, Cancelled);

        Assert.True(JsonNode.DeepEquals(KubernetesJson.ToNode(full)["webhooks"], KubernetesJson.ToNode(mutating)["webhooks"]));
        var found = Assert.Single(validating.Webhooks!);
        Assert.Equal(("Fail", "Equivalent", 10, "*"), (found.FailurePolicy, found.MatchPolicy, found.TimeoutSeconds, found.Rules![0].Scope));
        Assert.Equal(ca, found.ClientConfig.CaBundle);
        Assert.Null(replaced.Webhooks);
    }

    [Fact]
    public async Task A_deployment_comes_back_with_what_was_written()
    {
        using var client = Some.Client((await kubernetes.ClusterAsync(Cancelled)).AdminKubeconfig);
        var ns = Some.NewName("objects");
        await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = ns } }, Cancelled);
        var labels = new Dictionary<string, string> { ["app"] = "a" };
        var deployment = new Deployment
        {
            Metadata = new ObjectMeta { Namespace = ns, Name = "a" },
            Spec = new DeploymentSpec
            {
                Replicas = 0,
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new PodTemplate
                {
                    Metadata = new ObjectMetaTemplate(labels),
                    Spec = new PodTemplateSpec
                    {
                        Containers = [new Container { Name = "a", Image = "registry.example/a:1", Ports = [new ContainerPort(8080)], Env = [new EnvironmentVariable("A", "b")] }],
                        ImagePullSecrets = [new("roadstead-pull")],
                    },
                },
            },
        };

        await client.ApplyAsync(deployment, Cancelled);
        var found = (await client.FindAsync<Deployment>(ns, "a", Cancelled))!;

        var container = Assert.Single(found.Spec.Template.Spec.Containers);
        Assert.Equal(("registry.example/a:1", 8080, new EnvironmentVariable("A", "b")), (container.Image, container.Ports![0].Number, container.Env![0]));
        Assert.Equal("roadstead-pull", found.Spec.Template.Spec.ImagePullSecrets![0].Name);
        Assert.NotNull(found.Status);
    }

    [Fact]
    public void A_pod_keeps_what_is_named_and_shares_texts_that_repeat()
    {
        const string text = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"team-a","uid":"u","resourceVersion":"5","managedFields":[{"manager":"x"}],"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"rs","uid":"r","controller":true}]},
             "spec":{"nodeName":"node-1","serviceAccountName":"default","imagePullSecrets":[{"name":"roadstead-pull"}],"tolerations":[{}],
              "containers":[{"name":"c","image":"registry.example/app:1","env":[{"name":"a"}]}],"initContainers":[{"name":"i","image":"registry.example/app:1"}],"ephemeralContainers":[{"name":"e","image":"busybox"}],
              "volumes":[{"name":"v","image":{"reference":"registry.example/data:1","pullPolicy":"Always"}},{"name":"t","secret":{"secretName":"s"}}]},
             "status":{"phase":"Pending","reason":null,"containerStatuses":[{"name":"c","image":"registry.example/app:1","imageID":"","ready":false,"state":{"waiting":{"reason":"ImagePullBackOff","message":"no"}}},
              {"name":"d","image":"x","imageID":"x@sha256:0","ready":true,"state":{"running":{"startedAt":"2026-11-21T08:00:00Z"}},"lastState":{}}],"initContainerStatuses":null}}
            """;

        var pod = KubernetesJson.Read<Pod>(Encoding.UTF8.GetBytes(text));
        var again = KubernetesJson.Read<Pod>(JsonNode.Parse(text)!);

        Assert.Equal(("team-a", "node-1", "default"), (pod.Metadata.Namespace, pod.Spec.NodeName, pod.Spec.ServiceAccountName));
        Assert.Equal(("registry.example/app:1", "registry.example/app:1", "busybox"), (pod.Spec.Containers[0].Image, pod.Spec.InitContainers![0].Image, pod.Spec.EphemeralContainers![0].Image));
        Assert.Equal(["registry.example/data:1", null], pod.Spec.Volumes!.Select(volume => volume.Image?.Reference));
        Assert.Equal(("ImagePullBackOff", "no"), (pod.Status!.ContainerStatuses![0].State!.Waiting!.Reason, pod.Status.ContainerStatuses[0].State!.Waiting!.Message));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero), pod.Status.ContainerStatuses[1].State!.Running!.StartedAt);
        Assert.Equal("x@sha256:0", pod.Status.ContainerStatuses[1].ImageID);
        Assert.True(pod.Metadata.OwnerReferences![0].Controller);
        Assert.Same(pod.Spec.Containers[0].Image, again.Spec.Containers[0].Image);
        Assert.DoesNotContain("tolerations", KubernetesJson.ToNode(pod).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_shows_no_content_in_its_text() =>
        Assert.Equal("Secret team-a/pull", Some.PullSecret("team-a", "pull", "s3cret").ToString());

    private static string CaPem()
    {
        using var certificates = new Roadstead.Testing.TestCertificates();
        return certificates.AuthorityPem;
    }
}
