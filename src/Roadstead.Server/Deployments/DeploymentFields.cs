using System.Text.RegularExpressions;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;

namespace Roadstead.Server.Deployments;

/// <summary>What the fields of a deployment may be. All problems are told at once.</summary>
internal static partial class DeploymentFields
{
    private const int MaxImageCharacters = 2048;
    private const int MaxReplicas = 100;
    private const int MaxVariables = 100;
    private const int MaxVariableCharacters = 32 * 1024;

    public static Problem? Check(CreateDeployment request)
    {
        var errors = new FieldErrors()
            .Require(Names.IsLabel(request.Name), "name", $"A deployment's name is {Names.LabelShape}.")
            .Require(IsImage(request.Image), "image", $"Name the image, as a pod would, in at most {MaxImageCharacters} characters.")
            .Require(IsCount(request.Replicas), "replicas", $"replicas is 0 to {MaxReplicas}.")
            .Require(request.Port is null or (>= 1 and <= 65535), "port", "port is 1 to 65535.")
            .Require(request.Service is not true || request.Port is not null, "port", "A Service needs the port that the container serves.");
        var variables = request.Env ?? new Dictionary<string, string>();
        errors.Require(variables.Count <= MaxVariables, "env", $"env holds at most {MaxVariables} variables.");
        foreach (var (name, value) in variables.Take(MaxVariables))
        {
            errors.Require(
                Variable().IsMatch(name) && name is not "." && !name.StartsWith("..", StringComparison.Ordinal), "env",
                $"'{(name.Length > 100 ? name[..100] : name)}' is no name of a variable: letters, digits, '_', '-' and '.', not beginning with a digit or '..', at most 253.");
            errors.Require(value is not null && value.Length <= MaxVariableCharacters && !value.Contains('\0', StringComparison.Ordinal), "env", "A variable's value is a text of at most 32 KiB.");
        }

        return errors.ToProblem();
    }

    public static Problem? Check(EditDeployment request) => new FieldErrors()
        .Require(request.Image is null || IsImage(request.Image), "image", $"Name the image, as a pod would, in at most {MaxImageCharacters} characters.")
        .Require(IsCount(request.Replicas), "replicas", $"replicas is 0 to {MaxReplicas}.")
        .ToProblem();

    private static bool IsImage(string? image) => !string.IsNullOrWhiteSpace(image) && image.Length <= MaxImageCharacters;

    private static bool IsCount(int? replicas) => replicas is null or (>= 0 and <= MaxReplicas);

    [GeneratedRegex(@"\A[-._a-zA-Z][-._a-zA-Z0-9]{0,252}\z")]
    private static partial Regex Variable();
}
