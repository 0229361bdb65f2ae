using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>What is true of every page with a form on which somebody has typed something.</summary>
internal static class PageChecks
{
    /// <summary>It runs no script, loads nothing, cannot be framed and is kept by nobody.</summary>
    public static void IsHarmless(Reply page)
    {
        var policy = page.Header("Content-Security-Policy")!.Split("; ");
        Assert.All(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"], part => Assert.Contains(part, policy));
        Assert.Contains(policy, p => p is "form-action 'self'" or "form-action 'none'");
        Assert.DoesNotContain(
            policy, p => p.Contains("script", StringComparison.Ordinal) || p.Contains("unsafe", StringComparison.Ordinal));
        var css = Regex.Match(page.Text, "<style>(.*)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)))}'", policy);
        Assert.DoesNotMatch("(?i)<script|src=|javascript:|onload|url\\(|style=", page.Text);
        Assert.Equal(
            ("no-store", "nosniff", "DENY"),
            (page.Header("Cache-Control"), page.Header("X-Content-Type-Options"), page.Header("X-Frame-Options")));
        Assert.Contains(page.Header("Referrer-Policy"), new[] { "no-referrer", "same-origin" });
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
