using System.Net;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Kubernetes;

public sealed class TestClusterTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateNamespaceAsync_NewName_ReturnsWithTheDefaultServiceAccount()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);

        await cluster.CreateNamespaceAsync("test-cluster-new", Cancellation);

        var account = await cluster.Admin.GetAsync("/api/v1/namespaces/test-cluster-new/serviceaccounts/default", Cancellation);
        Assert.Equal("default", account["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task KubeconfigForRoadsteadAsync_WhatTheRoleDoesNotGive_IsForbidden()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        using var directory = new TempDirectory();
        var kubeconfig = directory.File("roadstead.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, await cluster.KubeconfigForRoadsteadAsync(Cancellation), Cancellation);

        var allowed = await cluster.KubectlAsync(["--kubeconfig", kubeconfig, "get", "secrets,namespaces,pods", "--all-namespaces"], null, Cancellation);
        var refused = await cluster.KubectlAsync(["--kubeconfig", kubeconfig, "get", "configmaps", "--all-namespaces"], null, Cancellation);

        Assert.True(allowed.ExitCode == 0, allowed.Output);
        Assert.Contains("Error from server (Forbidden)", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserKubeconfigAsync_EditOfOneNamespace_EndsThere()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        using var directory = new TempDirectory();
        await cluster.CreateNamespaceAsync("test-cluster-own", Cancellation);
        var kubeconfig = directory.File("user.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, await cluster.UserKubeconfigAsync("anna", "edit", "test-cluster-own", Cancellation), Cancellation);

        var own = await cluster.KubectlAsync(["--kubeconfig", kubeconfig, "auth", "can-i", "create", "pods", "--namespace", "test-cluster-own"], null, Cancellation);
        var other = await cluster.KubectlAsync(["--kubeconfig", kubeconfig, "auth", "can-i", "create", "pods", "--namespace", "default"], null, Cancellation);

        Assert.Equal("yes\n", own.Output);
        Assert.StartsWith("no", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_server_that_is_stopped_refuses__one_that_is_frozen_is_silent__and_both_come_back_with_what_they_stored()
    {
        await using var cluster = await KubernetesCluster.StartAsync(new KubernetesClusterSettings { Controllers = false }, Cancellation);
        var uid = await UidAsync();

        cluster.Freeze();
        using (var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            impatient.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Admin.TrySendAsync(HttpMethod.Get, "/readyz", null, impatient.Token));
        }

        cluster.Thaw();
        Assert.Equal(HttpStatusCode.OK, (await cluster.Admin.TrySendAsync(HttpMethod.Get, "/readyz", null, Cancellation)).Status);

        await cluster.StopApiServerAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.Admin.TrySendAsync(HttpMethod.Get, "/readyz", null, Cancellation));
        await cluster.StartApiServerAsync(Cancellation);
        Assert.Equal(uid, await UidAsync());

        async Task<string> UidAsync() => (await cluster.Admin.GetAsync("/api/v1/namespaces/default", Cancellation))["metadata"]!["uid"]!.GetValue<string>();
    }
}
