using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Members.Gateway.Pages;

/// <summary>The settings of the pages, in the section <c>Members:Pages</c>. <c>--help</c> prints the descriptions.</summary>
public sealed class PagesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Members:Pages";

    /// <summary>Whether the pages of members are served.</summary>
    [Description("Whether members log in and look after their account at /log-in and /account")]
    public bool Members { get; set; } = true;

    /// <summary>Whether the pages of staff are served.</summary>
    [Description("Whether staff look after the site at /admin")]
    public bool Console { get; set; } = true;

    /// <summary>The port at which the pages of staff are served; 0 for every port.</summary>
    [Description("Port at which /admin answers, one of ASPNETCORE_URLS; 0 for all of them"), Range(0, 65535)]
    public int ConsolePort { get; set; }

    /// <summary>What the site is called.</summary>
    [Description("Name of the site on its pages; Members:Mail:SiteName when absent")]
    public string? SiteName { get; set; }

    /// <summary>The colour of buttons and links.</summary>
    [Description("Colour of buttons and links, such as #1f5fbf; one on which white text can be read (contrast 4.5:1)")]
    public string Color { get; set; } = "#1f5fbf";

    /// <summary>A picture that stands before the name.</summary>
    [Description("File of the site's logo: .svg, .png, .jpg or .webp, at most 200 KB")]
    public string? LogoFile { get; set; }

    /// <summary>A style sheet that is loaded after the product's own.</summary>
    [Description("File of a style sheet that pages load after their own, at most 200 KB")]
    public string? StyleFile { get; set; }

    /// <summary>Links at the foot of each page, by their text.</summary>
    [Description("Links at the foot of each page, such as Members:Pages:Links:Imprint=https://www.example.org/imprint")]
    public IDictionary<string, string> Links { get; } = new Dictionary<string, string>();
}
