using Members.Clustering;
using Members.Gateway.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Members.Gateway.Hosting;

/// <summary>The OpenAPI document, and a page to read it and try the API.</summary>
internal static class ApiDescription
{
    public const string DocsPath = "/docs";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Members",
                Version = MembersCluster.Version,
                Description = "Member authentication: register, approve, log in, block, change the login e-mail, set passwords by mail.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key (mak_…) or a member's session token (mss_…).",
                },
            };
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type => NameOf(OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        options.AddSchemaTransformer<DescribedSchema>();
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!AccessExtensions.IsOpen(context.Description.ActionDescriptor.EndpointMetadata))
            {
                var bearer = new OpenApiSecuritySchemeReference("bearer", context.Document);
                operation.Security = [new OpenApiSecurityRequirement { [bearer] = [] }];
            }

            return Task.CompletedTask;
        });
    });

    // Readers of the document and users of generated clients see a Member, not a MemberBody.
    private static string? NameOf(string? type) =>
        type?.EndsWith("Body", StringComparison.Ordinal) == true ? type[..^"Body".Length] : type;

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        routes.MapScalarApiReference(DocsPath, options => options
            .WithTitle("Members API")
            .WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts()
            // The page is for the API alone: no chat, no tools of the page's makers, no reports to them.
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .HideDeveloperTools()
            .HideClientButton()).AllowAnonymous();
    }
}
