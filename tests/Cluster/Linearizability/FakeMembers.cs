using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// The four functions in memory, each done at one moment, with other requests coming before and after it. Some requests
/// are answered with an error, after they were carried out or without. The flawed ones derive from it.
/// </summary>
internal class FakeMembers : HttpMessageHandler
{
    private const string Prefix = "/v1/authentication/";
    private const int FaultsOneIn = 40;
    private readonly Lock _lock = new();

    protected Dictionary<string, Guid> Index { get; } = [];

    protected Dictionary<Guid, Member> Members { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var path = request.RequestUri!.AbsolutePath[Prefix.Length..];
        if (OneIn(FaultsOneIn))
        {
            return Answer(503, "CLUSTER_UNAVAILABLE");
        }

        await OthersComeBetween();
        var answer = path switch
        {
            "register" => await Register(Text("email"), Text("password")),
            "login" => Locked(() => Login(Text("email"), Text("password"))),
            "block" => Block(Guid.Parse(Text("id"))),
            _ => await Change(Guid.Parse(path.Split('/')[1]), Text("newEmail")),
        };
        await OthersComeBetween();
        return OneIn(FaultsOneIn) ? Answer(503, "STORAGE_UNAVAILABLE") : answer;

        string Text(string name) => body.GetProperty(name).GetString()!;
    }

    protected virtual Task<HttpResponseMessage> Register(string email, string password) =>
        Task.FromResult(Locked(() => Index.ContainsKey(email) ? Taken() : Answer(200, null, Put(email, password))));

    protected virtual Task<HttpResponseMessage> Change(Guid id, string email) => Task.FromResult(Locked(() =>
    {
        if (!Members.TryGetValue(id, out var member))
        {
            return NotFound();
        }

        return member.Email != email && !Index.TryAdd(email, id) ? Taken() : Move(id, email);
    }));

    protected virtual HttpResponseMessage Login(string email, string password) =>
        Index.TryGetValue(email, out var id) && Members.TryGetValue(id, out var member) && member.Email == email && member.Password == password
            ? LetIn(id)
            : Answer(401, "INVALID_CREDENTIALS");

    protected virtual HttpResponseMessage Block(Guid id) => Locked(() =>
    {
        if (!Members.TryGetValue(id, out var member))
        {
            return NotFound();
        }

        member.IsBlocked = true;
        return Answer(200, null);
    });

    protected HttpResponseMessage LetIn(Guid id) => Members[id].IsBlocked ? Answer(403, "MEMBER_BLOCKED") : Answer(200, null, id);

    protected Guid Put(string email, string password)
    {
        var id = Guid.NewGuid();
        Index[email] = id;
        Members[id] = new Member(password) { Email = email };
        return id;
    }

    protected HttpResponseMessage Move(Guid id, string email)
    {
        var member = Members[id];
        if (member.Email != email && Index.GetValueOrDefault(member.Email) == id)
        {
            Index.Remove(member.Email);
        }

        member.Email = email;
        return Answer(200, null, id);
    }

    protected T Locked<T>(Func<T> step)
    {
        lock (_lock)
        {
            return step();
        }
    }

    protected static async Task OthersComeBetween()
    {
        for (var times = Random.Shared.Next(1, 20); times > 0; times--)
        {
            await Task.Yield();
        }
    }

    protected static bool OneIn(int many) => Random.Shared.Next(many) == 0;

    protected static HttpResponseMessage Taken() => Answer(409, "EMAIL_ALREADY_EXISTS");

    protected static HttpResponseMessage NotFound() => Answer(404, "MEMBER_NOT_FOUND");

    protected static HttpResponseMessage Answer(int status, string? code, Guid? id = null) => new((HttpStatusCode)status)
    {
        Content = id is null ? JsonContent.Create(new { code }) : JsonContent.Create(new { member = new { id } }),
    };

    protected sealed class Member(string password)
    {
        public required string Email { get; set; }

        public string Password => password;

        public bool IsBlocked { get; set; }

        /// <summary>One change at a time, as in the product.</summary>
        public SemaphoreSlim Turn { get; } = new(1);
    }
}
