namespace Members.Gateway.Json;

/// <summary>How JSON is read and written.</summary>
internal static class JsonExtensions
{
    public static IServiceCollection AddGatewayJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o =>
    {
        // The generated context decides; where the framework asks these options instead, they must agree with it.
        o.SerializerOptions.TypeInfoResolver = GatewayJson.Default;
        o.SerializerOptions.DefaultIgnoreCondition = GatewayJson.Default.Options.DefaultIgnoreCondition;
        o.SerializerOptions.NumberHandling = GatewayJson.Default.Options.NumberHandling;
        o.SerializerOptions.AllowDuplicateProperties = false;
        o.SerializerOptions.PropertyNameCaseInsensitive = false;
        o.SerializerOptions.MaxDepth = GatewayJson.Default.Options.MaxDepth;
        o.SerializerOptions.Converters.Add(new UtcTimeConverter());
    });
}
