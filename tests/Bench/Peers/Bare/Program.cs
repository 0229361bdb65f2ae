// The limit: a minimal ASP.NET Core app that answers with the bytes of a file, head and body, and does nothing else.
using Microsoft.Extensions.Primitives;

var head = File.ReadAllText(args[0]).Split("\n\n", 2);
var headers = head[0].Split('\n').Select(l => l.Split(": ", 2)).Select(l => (Name: l[0], Value: new StringValues(l[1]))).ToArray();
var body = System.Text.Encoding.UTF8.GetBytes(head[1]);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
app.MapGet("/v1/authentication/me", async (HttpContext context) =>
{
    foreach (var (name, value) in headers)
    {
        context.Response.Headers[name] = value;
    }

    context.Response.ContentLength = body.Length;
    await context.Response.Body.WriteAsync(body);
});
app.Run();
