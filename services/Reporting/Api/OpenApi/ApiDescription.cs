using Assay.Contracts.Values;
using Assay.Storage.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Assay.Reporting.Api.OpenApi;

/// <summary>The OpenAPI document: what the endpoints say of themselves, plus who may call them.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Assay",
                Version = "v1",
                Description = "Scans AI models and says, with evidence, which of them may be deployed. "
                    + "Errors are application/problem+json with one sentence in 'detail'.",
            };
            // The address of whoever asks says nothing about where the API is reached.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "assay_ and 43 characters",
                    Description = "A token with the role reader, submitter, operator or admin; each includes those before it.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            {
                if (parameter.In == ParameterLocation.Path) parameter.Description ??= "The id that the server gave, a UUID.";
            }
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;
            if (metadata.OfType<ApiRole>().Cast<ApiRole?>().LastOrDefault() is not { } role) return Task.CompletedTask;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            operation.Description = $"{operation.Description} Role: {role.ToString().ToLowerInvariant()}.".TrimStart();
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Sha256Digest))
            {
                schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
                schema.Pattern = "^[0-9a-f]{64}$";
            }
            return Task.CompletedTask;
        });
    });

    /// <summary>Parameters that take the words of an enumeration which the document describes already.</summary>
    public static void TakeWords(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, params ReadOnlySpan<(string Parameter, string Schema)> words)
    {
        foreach (var (name, schema) in words)
        {
            if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == name) is { } parameter)
            {
                parameter.Schema = new OpenApiSchemaReference(schema, context.Document);
            }
        }
    }
}
