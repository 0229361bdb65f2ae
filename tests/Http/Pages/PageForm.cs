using System.Net;
using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>A form of a page, as a browser would send it: what is typed, ticked and chosen in it.</summary>
internal sealed partial class PageForm
{
    private readonly List<(string Name, string Value)> _fields = [];

    private PageForm(string html)
    {
        foreach (Match input in Input().Matches(html))
        {
            var text = input.Value;
            if (Attribute(text, "type") is not ("checkbox" or "radio") || text.Contains(" checked", StringComparison.Ordinal))
            {
                _fields.Add((Attribute(text, "name")!, Attribute(text, "value") ?? ""));
            }
        }

        foreach (Match area in TextArea().Matches(html))
        {
            _fields.Add((area.Groups["name"].Value, WebUtility.HtmlDecode(area.Groups["text"].Value)));
        }

        foreach (Match list in Select().Matches(html))
        {
            var chosen = Chosen().Match(list.Groups["options"].Value);
            _fields.Add((list.Groups["name"].Value, WebUtility.HtmlDecode(chosen.Groups["value"].Value)));
        }
    }

    public static PageForm Of(Reply page) => new(page.Text);

    /// <summary>The values of a field.</summary>
    public IReadOnlyList<string> this[string name] => [.. _fields.Where(f => f.Name == name).Select(f => f.Value)];

    /// <summary>The form with other values of a field; none to empty it.</summary>
    public PageForm With(string name, params string[] values)
    {
        _fields.RemoveAll(f => f.Name == name);
        _fields.AddRange(values.Select(v => (name, v)));
        return this;
    }

    /// <summary>Sends it, as a page of the server does.</summary>
    public Task<Reply> Send(MembersServer server, string page, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, page)
        {
            Content = new FormUrlEncodedContent(_fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return server.Visitor.SendUnchecked(request);
    }

    /// <summary>The whole tag of the input with an id.</summary>
    public static string Tag(Reply page, string id) =>
        Regex.Match(page.Text, $"<(input|textarea|select|fieldset) [^>]*id=\"{Regex.Escape(id)}\"[^>]*>").Value;

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"(?<value>[^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups["value"].Value)
            : null;

    [GeneratedRegex("<input [^>]*name=[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Input();

    [GeneratedRegex("<textarea [^>]*name=\"(?<name>[^\"]*)\"[^>]*>(\n|&#xA;)(?<text>[^<]*)</textarea>", RegexOptions.CultureInvariant)]
    private static partial Regex TextArea();

    [GeneratedRegex(
        "<select [^>]*name=\"(?<name>[^\"]*)\"[^>]*>(?<options>.*?)</select>", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\" selected>", RegexOptions.CultureInvariant)]
    private static partial Regex Chosen();
}
