namespace Members.Tests.Http.Hosting;

/// <summary>Forms as a browser sends them.</summary>
internal static class Forms
{
    /// <summary>Sends a form and opens the page that the response leads to.</summary>
    public static async Task<Reply> FollowForm(this MembersServer server, string page, params (string Name, string Value)[] fields)
    {
        var reply = await server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, page)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        });
        return reply.Status == 303
            ? await server.Visitor.SendUnchecked(new(HttpMethod.Get, Resolve(page, reply.Header("Location")!)))
            : reply;
    }

    /// <summary>Sends a body of some kind to a page.</summary>
    public static Task<Reply> SendBody(this MembersServer server, string page, string body, string contentType)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        return server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, page) { Content = content });
    }

    /// <summary>Where a relative address on a page leads.</summary>
    public static string Resolve(string page, string relative) =>
        new Uri(new Uri("http://any" + page), relative).PathAndQuery;
}
