namespace Members.Gateway.Pages;

/// <summary>Serves what pages load. Everything comes from this process: pages ask no third party for anything.</summary>
internal sealed class PageAssets(Brand brand)
{
    /// <summary>The style of all pages.</summary>
    public Asset Style { get; } = Asset.Of("members.css", "text/css; charset=utf-8", Embedded("members.css"));

    /// <summary>What pages do better with JavaScript; they do everything without it.</summary>
    public Asset Script { get; } = Asset.Of("members.js", "text/javascript; charset=utf-8", Embedded("members.js"));

    /// <summary>How the site looks.</summary>
    public Brand Brand => brand;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{digest}/{name}", Serve).AllowAnonymous().ExcludeFromDescription();

    private static IResult Serve(string digest, string name, HttpContext context, PageAssets assets)
    {
        var path = $"assets/{digest}/{name}";
        Asset?[] all = [assets.Style, assets.Script, assets.Brand.Style, assets.Brand.Logo];
        if (all.FirstOrDefault(a => a?.Path == path) is not { } found)
        {
            return TypedResults.NotFound();
        }

        context.Features.Set(KeptResponse.Instance);
        return TypedResults.Bytes(found.Content, found.Type);
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Members.Gateway.Pages.Assets.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Says of a response that browsers and proxies may keep it: it is the same for everybody, for ever.</summary>
internal sealed class KeptResponse
{
    public static readonly KeptResponse Instance = new();
}
