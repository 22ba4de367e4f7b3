using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32)]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(ListDocument<Certificate>))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(ListDocument<ConfigMap>))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(ListDocument<Deployment>))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(ListDocument<Event>))]
[JsonSerializable(typeof(HarborCluster))]
[JsonSerializable(typeof(ListDocument<HarborCluster>))]
[JsonSerializable(typeof(Issuer))]
[JsonSerializable(typeof(ListDocument<Issuer>))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(ListDocument<Lease>))]
[JsonSerializable(typeof(MutatingWebhookConfiguration))]
[JsonSerializable(typeof(ListDocument<MutatingWebhookConfiguration>))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(ListDocument<Namespace>))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(ListDocument<Node>))]
[JsonSerializable(typeof(PersistentVolumeClaim))]
[JsonSerializable(typeof(ListDocument<PersistentVolumeClaim>))]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(ListDocument<Pod>))]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(ListDocument<Secret>))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(ListDocument<Service>))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(ListDocument<ServiceAccount>))]
[JsonSerializable(typeof(ValidatingWebhookConfiguration))]
[JsonSerializable(typeof(ListDocument<ValidatingWebhookConfiguration>))]
[JsonSerializable(typeof(ApiResourceList))]
[JsonSerializable(typeof(DeleteOptions))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(KubernetesVersion))]
[JsonSerializable(typeof(SelfSubjectAccessReview))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(BookmarkDocument))]
internal sealed partial class KubernetesJsonContext : JsonSerializerContext;
