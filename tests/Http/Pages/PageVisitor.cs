using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

/// <summary>Somebody with a browser that runs no scripts: it keeps cookies, follows redirects and sends forms as they are.</summary>
/// <param name="server">The site.</param>
/// <param name="language">What the browser asks for.</param>
internal sealed class PageVisitor(MembersServer server, string language = "en")
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The cookies that the browser holds.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>A browser in which somebody has logged in.</summary>
    public static async Task<PageVisitor> LoggedIn(MembersServer server, string email, string password = MembersServer.GoodPassword)
    {
        var visitor = new PageVisitor(server);
        var page = await (await visitor.Open("/log-in")).Submit("Log in", ("email", email), ("password", password));
        Assert.Equal((200, "/account"), (page.Status, page.Path));
        return visitor;
    }

    /// <summary>Puts a cookie into the browser.</summary>
    public void Keep(string cookie, string value) => _cookies[cookie] = value;

    /// <summary>Opens a page, wherever that leads.</summary>
    public Task<ShownPage> Open(string path) => Follow(new HttpRequestMessage(HttpMethod.Get, path), path);

    /// <summary>Sends a form, wherever that leads.</summary>
    public Task<ShownPage> Send(
        string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Value)[] headers) =>
        Follow(Sending(path, fields, headers), path);

    /// <summary>Sends a form with files, wherever that leads.</summary>
    public Task<ShownPage> SendFiles(
        string path,
        IEnumerable<KeyValuePair<string, string>> fields,
        IEnumerable<(string Field, string Name, byte[] Content)> files,
        params (string Name, string Value)[] headers) =>
        SendFiles(path, fields, files.Select(f => (f.Field, f.Name, (Stream)new MemoryStream(f.Content))), headers);

    /// <summary>Sends a form with files that are made while they are sent.</summary>
    public Task<ShownPage> SendFiles(
        string path,
        IEnumerable<KeyValuePair<string, string>> fields,
        IEnumerable<(string Field, string Name, Stream Content)> files,
        params (string Name, string Value)[] headers)
    {
        var body = new MultipartFormDataContent();
        var chosen = files.ToList();
        foreach (var (name, value) in fields.Where(f => chosen.All(c => c.Field != f.Key)))
        {
            body.Add(new StringContent(value), name);
        }

        foreach (var (field, name, content) in chosen)
        {
            body.Add(new StreamContent(content), field, name);
        }

        var request = Sending(path, [], headers);
        request.Content = body;
        return Follow(request, path);
    }

    /// <summary>Sends a form and answers what came back at once.</summary>
    public Task<Reply> SendOnly(
        string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Value)[] headers) =>
        Exchange(Sending(path, fields, headers));

    private static HttpRequestMessage Sending(
        string path, IEnumerable<KeyValuePair<string, string>> fields, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (headers.Length == 0)
        {
            headers = [("Sec-Fetch-Site", "same-origin")];
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<ShownPage> Follow(HttpRequestMessage request, string path)
    {
        for (var hops = 0; ; hops++)
        {
            var reply = await Exchange(request);
            if (reply.Status is not (302 or 303) || hops == 5)
            {
                return new ShownPage(this, path, reply);
            }

            path = Forms.Resolve(path, reply.Header("Location")!);
            request = new HttpRequestMessage(HttpMethod.Get, path);
        }
    }

    private async Task<Reply> Exchange(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (_cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        var reply = await server.Visitor.SendUnchecked(request);
        foreach (var cookie in reply.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        return reply;
    }
}

/// <summary>A page that a visitor sees.</summary>
/// <param name="visitor">Who sees it.</param>
/// <param name="path">Its address.</param>
/// <param name="reply">The response.</param>
internal sealed class ShownPage(PageVisitor visitor, string path, Reply reply)
{
    private readonly IHtmlDocument _document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(reply.Text);

    public int Status => reply.Status;

    public Reply Reply => reply;

    public IHtmlDocument Document => _document;

    /// <summary>Its path, without what is asked for.</summary>
    public string Path => path.Split('?')[0];

    /// <summary>Its address.</summary>
    public string Address => path;

    public string Title => Text("h1");

    /// <summary>What went wrong, or what was done.</summary>
    public string Message => Text("main > .error, main > .done");

    /// <summary>What it says, all of it; nothing of a file.</summary>
    public string Words => Plain(_document.QuerySelector("main")?.TextContent ?? "");

    /// <summary>The text of the first element that fits; empty without one.</summary>
    public string Text(string selector) => Plain(_document.QuerySelector(selector)?.TextContent ?? "");

    /// <summary>The texts of the elements that fit.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. _document.QuerySelectorAll(selector).Select(e => Plain(e.TextContent))];

    /// <summary>What is wrong with a field, as said beside it and read with it; null when nothing is.</summary>
    public string? ErrorOf(string id)
    {
        var described = _document.GetElementById(id)?.GetAttribute("aria-describedby")?.Split(' ') ?? [];
        return described.Contains($"{id}-error") ? Text($"[id='{id}-error']") : null;
    }

    /// <summary>What stands in a field.</summary>
    public string? ValueOf(string id) => _document.GetElementById(id) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement list => list.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    /// <summary>Follows a link, by its text.</summary>
    public Task<ShownPage> Follow(string text)
    {
        var link = _document.QuerySelectorAll("a[href]").FirstOrDefault(a => Plain(a.TextContent) == text);
        Assert.True(link is not null, $"{path} has no link '{text}'. {Words}");
        return visitor.Open(Forms.Resolve(path, link.GetAttribute("href")!));
    }

    /// <summary>Asks by a form whose fields go into the address.</summary>
    public Task<ShownPage> Ask(string button, params (string Name, string? Value)[] typed)
    {
        var (action, fields) = Form(button, typed);
        return visitor.Open(action + "?" + string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")));
    }

    /// <summary>Presses a button, by its text or its value, after typing into the fields of its form. No value empties a field.</summary>
    public Task<ShownPage> Submit(string button, params (string Name, string? Value)[] typed)
    {
        var (action, fields) = Form(button, typed);
        return visitor.Send(action, fields);
    }

    /// <summary>What pressing a button would send, and where to.</summary>
    public (string Action, IReadOnlyList<KeyValuePair<string, string>> Fields) Form(
        string button, params (string Name, string? Value)[] typed)
    {
        var pressed = _document.QuerySelectorAll("button").OfType<IHtmlButtonElement>()
            .FirstOrDefault(b => Plain(b.TextContent) == button || b.Value == button);
        Assert.True(pressed is not null, $"{path} has no button '{button}'. {Words}");
        var form = pressed.Form!;
        var fields = form.Elements.SelectMany(Sent).Where(f => typed.All(t => t.Name != f.Key)).ToList();
        fields.AddRange(typed.Where(t => t.Value is not null).Select(t => KeyValuePair.Create(t.Name, t.Value!)));
        if (pressed.Name is { Length: > 0 } name)
        {
            fields.Add(KeyValuePair.Create(name, pressed.Value));
        }

        return (Forms.Resolve(path, pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? ""), fields);
    }

    public override string ToString() => $"{path} answered {Status}: {Words}";

    private static IEnumerable<KeyValuePair<string, string>> Sent(IHtmlElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name: { } name } input => [KeyValuePair.Create(name, input.Value)],
        IHtmlTextAreaElement { Name: { } name } area => [KeyValuePair.Create(name, area.Value)],
        IHtmlSelectElement { Name: { } name } list => [KeyValuePair.Create(name, list.Value ?? "")],
        _ => [],
    };

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
