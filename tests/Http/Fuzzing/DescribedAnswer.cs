using System.Text.Json;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Fuzzing;

/// <summary>Holds an answer against the schema that the description gives for its status.</summary>
internal sealed class DescribedAnswer(Grammar grammar)
{
    /// <summary>Asserts that nothing in it is undeclared, of another type, or missing though it can never be null.</summary>
    public void Check(Description.Operation operation, Reply reply)
    {
        var declared = operation.Json.GetProperty("responses").GetProperty($"{reply.Status}").GetProperty("content");
        Assert.True(declared.TryGetProperty(
            reply.MediaType!, out var content), $"{operation.Method} {operation.Path} does not declare {reply.MediaType}. {reply}");
        Match(content.GetProperty("schema"), reply.Json, "answer", reply);
    }

    private void Match(JsonElement schema, JsonElement value, string where, Reply reply)
    {
        schema = grammar.Resolved(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            Match(choices.EnumerateArray().Last(), value, where, reply);
            return;
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            return;
        }

        string[] types =
            type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
        Assert.True(types.Any(t => Is(t, value)), $"{where} is no {string.Join(" or ", types)}. {reply}");
        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
            Assert.All(required, name => Assert.True(value.TryGetProperty(name, out _), $"{where}.{name} is missing. {reply}"));
            foreach (var member in value.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(member.Name, out var declared), $"{where}.{member.Name} is not declared. {reply}");
                Match(declared, member.Value, $"{where}.{member.Name}", reply);
            }
        }

        // Without a description of its items an array may hold anything: the members of an export are described in docs/import-sources.md.
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray())
            {
                Match(items, item, $"{where}[]", reply);
            }
        }
    }

    private static bool Is(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        ("number", JsonValueKind.Number) => true,
        _ => false,
    };
}
