using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>What is true of every page with a form on which somebody has typed something.</summary>
internal static class PageChecks
{
    /// <summary>It loads its own files alone, runs nothing that stands in it, cannot be framed and is kept by nobody.</summary>
    public static void IsHarmless(Reply page)
    {
        var policy = page.Header("Content-Security-Policy")!.Split("; ");
        Assert.All(
            [
                "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'",
                "frame-ancestors 'none'", "base-uri 'none'",
            ],
            part => Assert.Contains(part, policy));
        Assert.Contains("form-action 'self'", policy);
        Assert.DoesNotContain(policy, p => p.Contains("unsafe", StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)<style|<script(?! src=\"[./]*assets/)|javascript:| on[a-z]+=\"|url\\(| style=", page.Text);
        Assert.DoesNotMatch("(?i)(src|rel=\"stylesheet\" href)=\"([a-z]+:|//)", page.Text);
        Assert.Equal(
            ("no-store", "nosniff", "DENY"),
            (page.Header("Cache-Control"), page.Header("X-Content-Type-Options"), page.Header("X-Frame-Options")));
        Assert.Equal("same-origin", page.Header("Referrer-Policy"));
    }

    /// <summary>Every label is tied to an input, and every text that describes one is there.</summary>
    public static void IsTied(Reply page)
    {
        foreach (Match label in Regex.Matches(page.Text, "<label [^>]*for=\"(?<id>[^\"]+)\""))
        {
            Assert.NotEmpty(PageForm.Tag(page, label.Groups["id"].Value));
        }

        foreach (Match described in Regex.Matches(page.Text, "aria-describedby=\"(?<ids>[^\"]+)\""))
        {
            Assert.All(
                described.Groups["ids"].Value.Split(' '), id => Assert.Contains($" id=\"{id}\"", page.Text, StringComparison.Ordinal));
        }
    }
}
