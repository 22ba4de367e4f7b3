using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Roadstead.Server.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: every route of the API, how to sign in, and the one form of all errors.</summary>
public static partial class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AddErrors);
        options.AddOperationTransformer(NameParametersAsFields);
        options.AddOperationTransformer(AddPathParameters);
    });

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Roadstead";
        document.Info.Description = "One anchorage for every container registry that a platform uses. Errors are RFC 9457 problems; their codes stand in docs/errors.md.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token, made by POST /api/v1/tokens." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task AddErrors(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem of the catalogue, docs/errors.md.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "code", "title", "status" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
                            ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    // Query parameters that stand in a record are named as its properties are; on the wire they are written as fields are.
    private static Task NameParametersAsFields(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter is { In: ParameterLocation.Query, Name.Length: > 0 }))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        return Task.CompletedTask;
    }

    // A handler that serves both levels reads the workspace from the route by itself; a document in which the path names it and the parameters do not is no OpenAPI.
    private static Task AddPathParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        var names = PathParameter().Matches(context.Description.RelativePath ?? "").Select(match => match.Groups["name"].Value);
        foreach (var (name, index) in names.Except(operation.Parameters.Where(parameter => parameter.In is ParameterLocation.Path).Select(parameter => parameter.Name)).Select((name, index) => (name, index)))
        {
            operation.Parameters.Insert(index, new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\{(?<name>\w+)")]
    private static partial Regex PathParameter();
}
