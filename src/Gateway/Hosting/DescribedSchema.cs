using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Members.Gateway.Hosting;

/// <summary>
/// Says in the description what a time is, which the framework does not look for behind a converter, and which members of a body
/// must be there. The framework says that of every constructor parameter; here it is what the handlers ask for, and what no
/// answer leaves out.
/// </summary>
internal sealed class DescribedSchema : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } properties)
        {
            schema.Required = context.JsonTypeInfo.Properties.Where(p => IsAskedFor(p) || IsAlwaysThere(p)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var asked in context.JsonTypeInfo.Properties.Where(IsAskedFor))
            {
                if (properties[asked.Name] is OpenApiSchema { Type: { } declared } member)
                {
                    member.Type = declared & ~JsonSchemaType.Null;
                }
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsAskedFor(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true;

    // What is null is left out of answers; what has a value of its own may be left out of requests.
    private static bool IsAlwaysThere(JsonPropertyInfo property) => !property.IsGetNullable && property.AssociatedParameter?.HasDefaultValue != true;
}
