using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Members.Gateway.Hosting;

/// <summary>
/// Corrects two things in the OpenAPI document. The framework does not see that a converter writes times. And it calls every
/// constructor parameter required; here, required is what handlers demand and what every response contains.
/// </summary>
internal sealed class DescribedSchema : IOpenApiSchemaTransformer
{
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
            schema.Required = context.JsonTypeInfo.Properties
                .Where(p => IsDemanded(p) || IsAlwaysPresent(p))
                .Select(p => p.Name)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var demanded in context.JsonTypeInfo.Properties.Where(IsDemanded))
            {
                if (properties[demanded.Name] is OpenApiSchema { Type: { } declared } member)
                {
                    member.Type = declared & ~JsonSchemaType.Null;
                }
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsDemanded(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true;

    // Responses omit what is null; requests may omit what has a default.
    private static bool IsAlwaysPresent(JsonPropertyInfo property) =>
        !property.IsGetNullable && property.AssociatedParameter?.HasDefaultValue != true;
}
