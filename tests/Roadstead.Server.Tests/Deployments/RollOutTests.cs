using Roadstead.Core.Contracts.Deployments;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Deployments;

namespace Roadstead.Server.Tests.Deployments;

public sealed class RollOutTests
{
    [Fact]
    public void View_PodThatNoNodeTakes_SaysWhyInTheSchedulersWordsAndGoesOn()
    {
        var view = RollOut.View("lab", Deployment(), [Pod(new PodStatus { Phase = "Pending", Conditions = [Unscheduled("0/2 nodes are available: insufficient memory.")] })]);

        Assert.Equal(DeploymentState.Progressing, view.State);
        var pod = Assert.Single(view.Pods!);
        Assert.Equal(("Unschedulable", "0/2 nodes are available: insufficient memory."), (pod.Reason, pod.Message));
    }

    [Fact]
    public void View_PodThatANodeHas_SaysWhatItsContainersWaitFor()
    {
        var status = new PodStatus
        {
            Phase = "Running",
            Conditions = [Unscheduled("an old word")],
            ContainerStatuses = [new ContainerStatus { Name = "app", State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "CrashLoopBackOff", Message = "back-off 10s" } } }],
        };

        var view = RollOut.View("lab", Deployment(), [Pod(status)]);

        Assert.Equal((DeploymentState.Failed, "CrashLoopBackOff"), (view.State, view.Reason));
        Assert.Equal(("CrashLoopBackOff", "back-off 10s"), (view.Pods![0].Reason, view.Pods[0].Message));
        Assert.Equal(8080, view.Port);
    }

    private static Condition Unscheduled(string message) => new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = message };

    private static Deployment Deployment() => new()
    {
        Metadata = new ObjectMeta { Name = "app", Namespace = "dev" },
        Spec = new DeploymentSpec
        {
            Selector = new LabelSelector(),
            Template = new PodTemplate { Spec = new PodTemplateSpec { Containers = [new Container { Name = "app", Image = "reg.test/app:1", Ports = [new ContainerPort(8080)] }] } },
        },
    };

    private static Pod Pod(PodStatus status) => new()
    {
        Metadata = new ObjectMeta { Name = "app-1", Namespace = "dev" },
        Spec = new PodSpec { Containers = [new PodContainer { Name = "app", Image = "reg.test/app:1" }] },
        Status = status,
    };
}
