using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Server.Http;

namespace Roadstead.Server.Deployments;

internal static class DeploymentsEndpoints
{
    internal static async Task<Results<Created<DeploymentView>, ProblemHttpResult>> CreateAsync(
        string cluster, [Description("The namespace.")] string @namespace, CreateDeployment request, DeploymentService deployments, CancellationToken cancellationToken) =>
        (await deployments.CreateAsync(cluster, @namespace, request, cancellationToken))
        .ToCreated(made => $"/api/v1/namespaces/{made.Cluster}/{made.Namespace}/deployments/{made.Name}");

    internal static async Task<Results<Ok<Page<DeploymentView>>, ProblemHttpResult>> ListAsync(
        string cluster, [Description("The namespace.")] string @namespace, [AsParameters] ListQuery query, DeploymentService deployments, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await deployments.ListAsync(cluster, @namespace, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> GetAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, DeploymentService deployments, CancellationToken cancellationToken) =>
        (await deployments.GetAsync(cluster, @namespace, name, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> EditAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, EditDeployment request, DeploymentService deployments, CancellationToken cancellationToken) =>
        (await deployments.EditAsync(cluster, @namespace, name, request, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<DeploymentView>, ProblemHttpResult>> RestartAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, DeploymentService deployments, CancellationToken cancellationToken) =>
        (await deployments.RestartAsync(cluster, @namespace, name, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string cluster, [Description("The namespace.")] string @namespace, string name, DeploymentService deployments, CancellationToken cancellationToken) =>
        (await deployments.DeleteAsync(cluster, @namespace, name, cancellationToken)).ToNoContent();
}
