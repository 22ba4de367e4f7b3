using System.Text;
using Roadstead.Core.Contracts.Clusters;
using static Roadstead.Server.Tests.Admission.ReviewBody;

namespace Roadstead.Server.Tests.Admission;

public sealed class AdmissionHandlerTests
{
    public static TheoryData<string, string> Fields => new()
    {
        { "container 'c'", $$"""{"containers":[{"name":"c","image":"{{NotAllowed}}"}]}""" },
        { "init container 'c'", $$"""{"containers":[{"name":"d","image":"{{Allowed}}"}],"initContainers":[{"image":"{{NotAllowed}}","name":"c"}]}""" },
        { "ephemeral container 'c'", $$"""{"containers":[],"ephemeralContainers":[{"name":"c","image":"{{NotAllowed}}"}]}""" },
        { "volume 'v'", $$$"""{"containers":[{"name":"d","image":"{{{Allowed}}}"}],"volumes":[{"name":"u","emptyDir":{}},{"name":"v","image":{"reference":"{{{NotAllowed}}}","pullPolicy":"Always"}}]}""" },
        { "container", $$"""{"containers":[{"image":"{{NotAllowed}}"}]}""" },
        { "container 'c'", $$"""{"containers":[{"name":"c","im\u0061ge":"reg.io\/team-a\u002fapp:v1"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Validate_AnyFieldThatHoldsAnImage_IsDecided(string field, string spec)
    {
        var answer = new AdmissionWorld().Validate(Pod(WithSpec(spec)));

        Assert.False((bool)answer["allowed"]!);
        Assert.Equal(403, (int)answer["status"]!["code"]!);
        Assert.Equal("Forbidden", (string?)answer["status"]!["reason"]);
        Assert.Equal(
            $"{field}: 'reg.io/team-a/app:v1' is in the private space 'team-a' of the registry 'hub', which is not bound to the workspace 'red'. " +
            "Ask a platform admin to bind the space 'team-a' of 'hub' to the workspace 'red', or choose an image from those that this namespace may pull. (rule not-bound, workspace red)",
            (string?)answer["status"]!["message"]);
        Assert.Null(answer["warnings"]);
        Assert.Equal("""{"decision":"denied","reason":"not-bound","image":"reg.io/team-a/app:v1","map-version":"7"}""", answer["auditAnnotations"]!.ToJsonString());
    }

    [Theory]
    [InlineData("blue", NotAllowed, "bound")]
    [InlineData("red", Allowed, "public")]
    [InlineData("loose", Allowed, "public")]
    [InlineData("loose", "quay.io/a/b", "unmanaged-allowed")]
    public void Validate_ImageThatTheNamespaceMayUse_IsAllowed(string ns, string image, string reason)
    {
        var answer = new AdmissionWorld().Validate(Pod(WithImage(image), ns: ns));

        Assert.True((bool)answer["allowed"]!);
        Assert.Null(answer["status"]);
        Assert.Equal($$"""{"decision":"allowed","reason":"{{reason}}","image":"{{image}}","map-version":"7"}""", answer["auditAnnotations"]!.ToJsonString());
    }

    [Theory]
    [InlineData("loose", NotAllowed, "(rule not-bound, no workspace)")]
    [InlineData("red", "reg.io/other/app", "(rule unknown-space, workspace red)")]
    [InlineData("red", "REG.IO/team-a/app:v1", "(rule not-bound, workspace red)")]
    [InlineData("red", "reg.io:443/team-a/app@sha256:0000000000000000000000000000000000000000000000000000000000000000", "(rule not-bound, workspace red)")]
    [InlineData("blue", "sha256:0123456789ab", "(rule image-id, workspace blue)")]
    [InlineData("blue", " reg.io/open/app", "(rule unparseable, workspace blue)")]
    [InlineData("blue", "reg.io/team-ab/app", "(rule unknown-space, workspace blue)")]
    public void Validate_ImageThatItMayNot_IsDeniedByItsRule(string ns, string image, string end)
    {
        var answer = new AdmissionWorld().Validate(Pod(WithImage(image), ns: ns));

        Assert.False((bool)answer["allowed"]!);
        Assert.EndsWith(end, (string?)answer["status"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_UnmanagedImages_FollowTheCluster()
    {
        var answer = new AdmissionWorld(allowUnmanaged: false).Validate(Pod(WithImage("quay.io/a/b")));

        Assert.False((bool)answer["allowed"]!);
        Assert.Contains("(rule unmanaged-denied,", (string?)answer["status"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralImages_AreAllNamed()
    {
        var answer = new AdmissionWorld().Validate(Pod(WithSpec($$"""{"initContainers":[{"name":"i","image":"reg.io/team-a/tool"}],"containers":[{"name":"c","image":"{{NotAllowed}}"},{"name":"d","image":"{{Allowed}}"}]}""")));

        var message = (string)answer["status"]!["message"]!;
        Assert.StartsWith("2 images may not be used here. 1) init container 'i': 'reg.io/team-a/tool'", message, StringComparison.Ordinal);
        Assert.Contains(" 2) container 'c': 'reg.io/team-a/app:v1'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("open", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_VeryMany_AreBounded()
    {
        var containers = string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"name":"c{{i}}","image":"reg.io/team-a/{{new string('a', 5000)}}{{i}}"}"""));
        var denied = new AdmissionWorld().Validate(Pod(WithSpec($$"""{"containers":[{{containers}}]}""")));
        var warned = new AdmissionWorld(AdmissionMode.Audit).Validate(Pod(WithSpec($$"""{"containers":[{{containers}}]}""")));

        Assert.EndsWith(" And 490 more.", (string?)denied["status"]!["message"], StringComparison.Ordinal);
        Assert.InRange(((string)denied["status"]!["message"]!).Length, 1, 12_000);
        var warnings = warned["warnings"]!.AsArray().Select(warning => (string)warning!).ToList();
        Assert.Equal("this pod: 490 more images would be denied", warnings[^1]);
        Assert.All(warnings, warning => Assert.InRange(warning.Length, 1, 120));
        Assert.InRange(warnings.Sum(warning => warning.Length), 1, 4096);
    }

    [Fact]
    public async Task Validate_Audit_AllowsWarnsAndCounts()
    {
        var world = new AdmissionWorld(AdmissionMode.Audit);

        var answer = world.Validate(Pod(WithImage(NotAllowed)));

        Assert.True((bool)answer["allowed"]!);
        Assert.Null(answer["status"]);
        Assert.Equal(["this pod: reg.io/team-a/app:v1 would be denied: not-bound"], answer["warnings"]!.AsArray().Select(warning => (string)warning!));
        Assert.Equal("denied", (string?)answer["auditAnnotations"]!["decision"]);
        var count = Assert.Single(await world.CountsAsync());
        Assert.Equal(("lab", "red", NotAllowed, "not-bound", 1L), (count.Cluster, count.Namespace, count.Image, count.Reason, count.Count));
    }

    [Fact]
    public async Task Validate_DryRun_DecidesTheSameAndCountsNothing()
    {
        var world = new AdmissionWorld();

        Assert.False((bool)world.Validate(Pod(WithImage(NotAllowed), dryRun: true))["allowed"]!);
        Assert.Empty(await world.CountsAsync());

        Assert.False((bool)world.Validate(Pod(WithImage(NotAllowed)))["allowed"]!);
        Assert.Single(await world.CountsAsync());
    }

    [Fact]
    public void Validate_Off_AllowsAll() => Assert.True((bool)new AdmissionWorld(AdmissionMode.Off).Validate(Pod(WithImage(NotAllowed)))["allowed"]!);

    [Theory]
    [InlineData("""{"containers":[{"name":"c","image":"reg.io/team-a/app:v1"}]}""", true)]
    [InlineData("""{"containers":[{"name":"renamed","image":"reg.io/team-a/app:v1"}]}""", true)]
    [InlineData("""{"containers":[{"name":"c","image":"reg.io/team-a/app:v2"}]}""", false)]
    [InlineData("""{"containers":[{"name":"c","image":"reg.io/team-a/app:v1"}],"ephemeralContainers":[{"name":"e","image":"reg.io/team-a/tool"}]}""", false)]
    [InlineData("""{"containers":[{"name":"c","image":"reg.io/open/app"}]}""", true)]
    public void Validate_Update_DecidesImagesThatAreNew(string spec, bool allowed)
    {
        var old = WithSpec("""{"containers":[{"name":"c","image":"reg.io/team-a/app:v1"}]}""");

        Assert.Equal(allowed, (bool)new AdmissionWorld().Validate(Pod(WithSpec(spec), old, "UPDATE"))["allowed"]!);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a"},"ephemeralContainers":[{"name":"e","image":"reg.io/team-a/tool","targetContainerName":"c"}]}""")] // before 1.22
    [InlineData("""{"metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"reg.io/open/app"}],"ephemeralContainers":[{"name":"e","image":"reg.io/team-a/tool"}]}}""")]
    public void Validate_EphemeralContainers_AreDecided(string item)
    {
        var answer = new AdmissionWorld().Validate(Pod(item, "{}", "UPDATE", subResource: "ephemeralcontainers"));

        Assert.False((bool)answer["allowed"]!);
        Assert.StartsWith("ephemeral container 'e': 'reg.io/team-a/tool'", (string?)answer["status"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apps", "deployments", "Deployment", """{"replicas":1,"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}""")]
    [InlineData("apps", "statefulsets", "StatefulSet", """{"template":{"spec":{"initContainers":[{"image":"reg.io/team-a/app:v1"}]}}}""")]
    [InlineData("apps", "daemonsets", "DaemonSet", """{"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}""")]
    [InlineData("apps", "replicasets", "ReplicaSet", """{"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}""")]
    [InlineData("", "replicationcontrollers", "ReplicationController", """{"template":{"spec":{"volumes":[{"image":{"reference":"reg.io/team-a/app:v1"}}]}}}""")]
    [InlineData("batch", "jobs", "Job", """{"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}""")]
    [InlineData("batch", "cronjobs", "CronJob", """{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}}}""")]
    public void Validate_Template_IsWarnedOfAndNeverDenied(string group, string resource, string kind, string spec)
    {
        var answer = new AdmissionWorld().Validate(Of(group, resource, kind, WithSpec(spec)));

        Assert.True((bool)answer["allowed"]!);
        Assert.Equal([$"pods of this {kind}: reg.io/team-a/app:v1 will be denied: not-bound"], answer["warnings"]!.AsArray().Select(warning => (string)warning!));
    }

    [Fact]
    public void Validate_PodTemplate_IsWarnedOf()
    {
        var answer = new AdmissionWorld().Validate(Of("", "podtemplates", "PodTemplate", """{"template":{"spec":{"containers":[{"image":"reg.io/team-a/app:v1"}]}}}"""));

        Assert.True((bool)answer["allowed"]!);
        Assert.Single(answer["warnings"]!.AsArray());
    }

    [Theory]
    [InlineData("system:node:node1", true)]
    [InlineData("jane", false)]
    public void Validate_MirrorPod_IsLetThroughForNodesAlone(string user, bool allowed)
    {
        var pod = $$$"""{"metadata":{"annotations":{"kubernetes.io/config.mirror":"abc"}},"spec":{"containers":[{"image":"{{{NotAllowed}}}"}]}}""";

        var answer = new AdmissionWorld().Validate(Pod(pod, user: user));

        Assert.Equal(allowed, (bool)answer["allowed"]!);
        Assert.Equal("denied", (string?)answer["auditAnnotations"]!["decision"]);
    }

    [Theory]
    [InlineData("team", false, true, false)]
    [InlineData("team", true, true, false)]
    [InlineData("team", true, false, true)]
    [InlineData("kube-system", false, true, true)]
    [InlineData("roadstead", false, true, true)]
    [InlineData("roadstead", true, false, false)]
    [InlineData("kube-system", false, false, true)]
    public void Validate_ExclusionLabel_StandsOnlyWhereItBelongs(string name, bool before, bool after, bool allowed)
    {
        var answer = new AdmissionWorld().Validate(Of("", "namespaces", "Namespace", Labelled(after), Labelled(before), "UPDATE", name, name: name));
        var audited = new AdmissionWorld(AdmissionMode.Audit).Validate(Of("", "namespaces", "Namespace", Labelled(after), Labelled(before), "UPDATE", name, name: name));

        Assert.Equal(allowed, (bool)answer["allowed"]!);
        Assert.True((bool)audited["allowed"]!);
        Assert.Equal(!allowed, audited["warnings"] is not null);

        static string Labelled(bool excluded) => excluded ? """{"metadata":{"labels":{"a":"b","roadstead.dev/admission":"excluded"}}}""" : """{"metadata":{"labels":{"roadstead.dev/admission":"other"}}}""";
    }

    [Theory]
    [InlineData("blue", "{}", """[{"op":"add","path":"/spec/imagePullSecrets","value":[{"name":"roadstead-pull"}]}]""")]
    [InlineData("blue", """{"imagePullSecrets":null}""", """[{"op":"add","path":"/spec/imagePullSecrets","value":[{"name":"roadstead-pull"}]}]""")]
    [InlineData("blue", """{"imagePullSecrets":[]}""", """[{"op":"add","path":"/spec/imagePullSecrets","value":[{"name":"roadstead-pull"}]}]""")]
    [InlineData("blue", """{"imagePullSecrets":[{"name":"own"}]}""", """[{"op":"add","path":"/spec/imagePullSecrets/-","value":{"name":"roadstead-pull"}}]""")]
    [InlineData("blue", """{"imagePullSecrets":[{"name":"own"},{"name":"roadstead-pull"}]}""", null)]
    [InlineData("loose", "{}", null)]
    public void Mutate_Pod_GetsThePullSecretOnce(string ns, string spec, string? patch)
    {
        var answer = new AdmissionWorld().Mutate(Pod(WithSpec(spec), ns: ns));

        Assert.True((bool)answer["allowed"]!);
        Assert.Equal(patch is null ? null : "JSONPatch", (string?)answer["patchType"]);
        Assert.Equal(patch, answer["patch"] is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String((string)encoded!)) : null);
    }

    [Theory]
    [InlineData("UPDATE", "{}")]
    [InlineData("CREATE", """{"metadata":{"annotations":{"kubernetes.io/config.mirror":"abc"}},"spec":{}}""")]
    [InlineData("CREATE", """{"spec":{"imagePullSecrets":"none"}}""")]
    public void Mutate_UpdateMirrorOrUnreadable_ChangesNothing(string operation, string pod)
    {
        var answer = new AdmissionWorld().Mutate(Pod(pod, operation: operation, ns: "blue"));

        Assert.Equal("""{"uid":"u-1","allowed":true}""", answer.ToJsonString());
    }
}
