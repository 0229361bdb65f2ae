using System.Net;
using System.Text.RegularExpressions;

namespace Members.Tests.Http.Clients;

/// <summary>The login page's form, as a browser reads it.</summary>
internal sealed partial record LoginForm(Uri Action, IReadOnlyDictionary<string, string> Hidden)
{
    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(
        "<input(?=[^>]*type=\"hidden\")(?=[^>]*name=\"(?<name>[^\"]*)\")[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex HiddenInput();

    public static LoginForm Read(string page, Uri from)
    {
        var form = Form().Match(page);
        Assert.True(form.Success, page);
        return new(
            new Uri(from, WebUtility.HtmlDecode(form.Groups["action"].Value)),
            HiddenInput().Matches(page).ToDictionary(
                m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value), StringComparer.Ordinal));
    }

    public FormUrlEncodedContent Filled(string email, string password) =>
        new(Hidden.Append(new("email", email)).Append(new("password", password)));
}
