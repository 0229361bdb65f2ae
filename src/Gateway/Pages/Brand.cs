using System.Globalization;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Pages;

/// <summary>How a site's pages look: its name, logo, colour, links and style sheet, as the settings say. Read once.</summary>
internal sealed class Brand
{
    // The background of pages in the dark, of which links must stand out (WCAG 2.2, 1.4.3).
    private const string Dark = "#16181d";
    private const string White = "#ffffff";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".webp"] = "image/webp",
    };

    public Brand(IOptions<PagesOptions> options)
    {
        var settings = options.Value;
        (Name, Links) = (settings.SiteName ?? "", [.. settings.Links.Select(l => new BrandLink(l.Key, l.Value))]);
        Style = Asset.Of(
            "brand.css",
            "text/css; charset=utf-8",
            $":root{{--brand:{settings.Color};--brand-in-the-dark:{Lightened(settings.Color)}}}\n"
            + (settings.StyleFile is { } file ? File.ReadAllText(file) : ""));
        Logo = settings.LogoFile is { } logo
            ? Asset.Of("logo" + Path.GetExtension(logo), Types[Path.GetExtension(logo)], File.ReadAllBytes(logo))
            : null;
    }

    /// <summary>What the site is called.</summary>
    public string Name { get; }

    /// <summary>The links at the foot of each page.</summary>
    public IReadOnlyList<BrandLink> Links { get; }

    /// <summary>The colours, and the site's own style sheet.</summary>
    public Asset Style { get; }

    /// <summary>The logo; null for none.</summary>
    public Asset? Logo { get; }

    /// <summary>Whether a file can be the logo, by its name.</summary>
    public static bool IsPicture(string file) => Types.ContainsKey(Path.GetExtension(file));

    /// <summary>Whether white text can be read on a colour, and the colour on white (WCAG 2.2, 1.4.3).</summary>
    public static bool IsReadable(string color) => Contrast.Between(color, White) >= Contrast.Text;

    // The same hue with as much white as it needs to be read in the dark.
    private static string Lightened(string color)
    {
        for (var share = 0.0; share < 1; share += 0.05)
        {
            var mixed = Mixed(color, share);
            if (Contrast.Between(mixed, Dark) >= Contrast.Text)
            {
                return mixed;
            }
        }

        return White;
    }

    private static string Mixed(string color, double white) => "#" + string.Concat(
        Contrast.Parts(color).Select(p => ((int)(p + ((255 - p) * white))).ToString("x2", CultureInfo.InvariantCulture)));
}

/// <summary>A link at the foot of each page.</summary>
internal sealed record BrandLink(string Text, string Address);
