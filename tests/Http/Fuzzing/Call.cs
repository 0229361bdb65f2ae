using System.Text;
using CsCheck;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Fuzzing;

/// <summary>A request as it was drawn; what is in $(...) is filled in when it is sent.</summary>
internal sealed record Call(
    Description.Operation Operation, string Path, string Caller, string? ContentType, string? Body, Damage? Damage,
    (string Name, string Value)? Header)
{
    private static readonly Gen<(string Name, string Value)?> Headers = Gen.Frequency(
        (6, Gen.Const(((string, string)?)null)),
        (1, Draw.Of<(string, string)?>(
            ("Idempotency-Key", "fuzzed"), ("Idempotency-Key", new string('k', 256)), ("Accept", "application/xml"),
            ("Accept-Encoding", "gzip;q=x"), ("Expect", "100-continue"),
            ("Content-Encoding", "gzip"), ("Range", "bytes=0-5"), ("If-None-Match", "*"), ("X-HTTP-Method-Override", "DELETE"),
            ("Host", "evil.example"), ("Origin", "https://evil.example"),
            ("traceparent", "00-zz-1-01"), ("User-Agent", new string('u', 3000)), ("Cookie", "a=b; =; " +
                ";;__Host-members-session=x"), ("Sec-Fetch-Site", "cross-site"), ("Content-Language", "\u007f"))));

    /// <summary>A call of any operation of the description.</summary>
    public static Gen<Call> Of(Description description)
    {
        var grammar = new Grammar(description.Document);
        return Gen.OneOf([.. description.Operations.Select(o => Of(o, grammar))]);
    }

    /// <summary>A call of one operation whose body has nothing wrong on purpose.</summary>
    public static Gen<Call> Sound(Description.Operation operation, Description description) =>
        Of(operation, new Grammar(description.Document, sound: true)).Select(call => call with { Damage = null });

    private static Gen<Call> Of(Description.Operation operation, Grammar grammar)
    {
        var parameters = operation.Json.TryGetProperty(
            "parameters", out var declared) ? declared.EnumerateArray().Select(p => (Name: p.Str("name"), In: p.Str("in"))).ToArray() : [];
        return
            from path in Paths(operation.Path, [.. parameters.Where(p => p.In == "path").Select(p => p.Name)])
            from query in Query([.. parameters.Where(p => p.In == "query").Select(p => p.Name)])
            from caller in World.Callers(operation)
            from body in Bodies(operation, grammar)
            from type in Types(operation)
            from damage in Damage.Any
            from header in Headers
            select new Call(operation, path + query, caller, body is null ? null : type, body, body is null ? null : damage, header);
    }

    /// <summary>The bytes to send; null for none.</summary>
    public byte[]? Bytes(Func<string, string> filled)
    {
        var bytes = Body is null ? null : Encoding.UTF8.GetBytes(filled(Body));
        return bytes is null || Damage is null ? bytes : Damage.Of(bytes);
    }

    public override string ToString()
    {
        var body = Body?.Length > 2000 ? $"{Body[..2000]}... ({Body.Length})" : Body;
        return $"{Operation.Method} {Path} as {Caller}, {ContentType ?? "no type"}, {Header?.ToString() ?? "no more headers"}, " +
            $"{Damage?.ToString() ?? "undamaged"}: {body ?? "no body"}";
    }

    private static Gen<string> Paths(string template, string[] names) => names.Aggregate(
        Gen.Const(template), (path, name) => Gen.Select(path, Values.For(IsOfImport(template, name) ? "import" : name)).Select(
            (p, v) => p.Replace($"{{{name}}}", World.Escaped(v), StringComparison.Ordinal)));

    private static bool IsOfImport(string template, string name) =>
        name == "id" && template.StartsWith("/v1/imports/", StringComparison.Ordinal);

    private static Gen<string> Query(string[] names)
    {
        var pairs = names.Append("unknown").Select(
            n => Gen.Frequency((1, Values.For(n).Select(v => $"{n}={World.Escaped(v)}")), (3, Gen.Const("")))).ToArray();
        return pairs.Aggregate(Gen.Const(""), (all, next) => Gen.Select(all, next).Select(
            (a, n) => n.Length == 0 ? a : $"{a}{(a.Length == 0 ? '?' : '&')}{n}"));
    }

    private static Gen<string?> Bodies(Description.Operation operation, Grammar grammar)
    {
        if (!operation.Json.TryGetProperty("requestBody", out var declared))
        {
            return Gen.Frequency((9, Gen.Const((string?)null)), (1, Gen.Const((string?)"{}")));
        }

        var content = declared.GetProperty("content").EnumerateObject().First();
        var schema = content.Value.GetProperty("schema");
        var texts = content.Name.EndsWith("json", StringComparison.Ordinal) ? grammar.Body(schema) : grammar.Form(schema);
        return Gen.Frequency((30, texts.Select(t => (string?)t)), (1, Gen.Const((string?)null)));
    }

    private static Gen<string?> Types(Description.Operation operation)
    {
        var own = operation.Json.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject()
            .First().Name : "application/json";
        return Gen.Frequency((20, Gen.Const((string?)own)), (1, Draw.Of<string?>(
            null, "", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x",
            "application/json; charset=utf-16", "application/json; charset=x", "application/json;;;", "a/b; c=\"",
            "application/x-www-form-urlencoded", "application/problem+json", "*/*")));
    }
}
